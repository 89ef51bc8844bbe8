import type { Range } from './numbers.ts';

interface UsualRange extends Range {
  /** Whether people write it without decimals even where the schema allows them. */
  whole?: boolean;
}

/** The first whose name fits; the bounds of the schema narrow it. */
const RANGES: [RegExp, UsualRange][] = [
  [/\b(age|age years)$/, { low: 18, high: 80, whole: true }],
  [/\b(status|status code|http status)$/, { low: 200, high: 200, whole: true }],
  [/\b(percent|percentage|completion|progress)$/, { low: 0, high: 100, whole: true }],
  [/\b(rate|ratio|interest)$/, { low: 1, high: 9 }],
  [/\b(price|cost|fee|tax)$/, { low: 5, high: 500 }],
  [/\b(salary|income|loan amount|loan)$/, { low: 5000, high: 90_000 }],
  [/\b(amount|balance|sum|value|limit amount|total amount|budget)$/, { low: 50, high: 5000 }],
  [/\blat(itude)?$/, { low: -60, high: 60 }],
  [/\b(lng|lon|long|longitude)$/, { low: -180, high: 180 }],
  [/\b(duration|elapsed|latency|timeout|time|millis|ms)$/, { low: 20, high: 5000, whole: true }],
  [/\b(months?|terms?|tenure)$/, { low: 1, high: 12, whole: true }],
  [/\bdays?$/, { low: 1, high: 28, whole: true }],
  [/\b(hours?|minutes?|seconds?)$/, { low: 1, high: 23, whole: true }],
  [/\b(version|revision|quantity|priority|level|attempts?|retries)$/, { low: 1, high: 9, whole: true }],
  [/\b(page|index|position|offset|order|rank|sort order)$/, { low: 0, high: 9, whole: true }],
  [
    /\b(count|total|size|length|number of [a-z ]+|pages|elements|items|limit)$/,
    { low: 1, high: 50, whole: true },
  ],
  [/\b(score|rating)$/, { low: 1, high: 100, whole: true }],
  [/\bport$/, { low: 1024, high: 65_535, whole: true }],
  [/\b(id|number|no|key)$/, { low: 1000, high: 99_999, whole: true }],
];

/** Between which numbers something called so usually is. */
export function usualRange(name: string, now: number): UsualRange | undefined {
  if (/\byear$/.test(name)) {
    const year = new Date(now).getUTCFullYear();
    return { low: year - 5, high: year, whole: true };
  }
  return RANGES.find(([names]) => names.test(name))?.[1];
}
