// Whatever pattern a contract has: none holds anybody up for longer than a moment.
import { expect, test } from '@jest/globals';
import {
  boundedPatterns,
  longestHarmless,
} from '../../../../../contracts/schema/judging/bounded-patterns.ts';
import { linearPatterns } from '../../../../../contracts/schema/judging/linear-patterns.ts';
import { DataSchemas } from '../../../../../contracts/schema/judging/user-schemas.ts';

/** Each would take years, or hours, on its text. */
test.each([
  ['^(a+)+$', 'a'],
  ['^(a|a)*$', 'a'],
  ['^(a|aa)+$', 'a'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
  ['(.*,)*x', ','],
  ['(?<=x?)(?:a+){1,30}$', 'a'],
  ['^(.*)(.*)(.*)(.*)(.*)x$', 'a'],
  ['\\s+$', ' '],
  [`^${'a?'.repeat(40)}${'a'.repeat(40)}$`, 'a'],
  ['^(((a{1,9}){1,9}){1,9}){1,9}$', 'a'],
  [`^${'(a|a)'.repeat(40)}$`, 'a'],
])('%s ends', (pattern, piece) => {
  const judge = new DataSchemas().of({ type: 'string', pattern });
  for (const many of [40, 1000, 500_000]) expect(judge(`${piece.repeat(many)}!`)).toHaveLength(1);
});

test.each([
  ['^(a+)+$', 'a'.repeat(5000)],
  ['^(?=.*x)(a|x)+$', `${'a'.repeat(100)}x`],
  ['(?<!b)(a|a)*$', 'a'.repeat(20)],
  ['(\\w+)-\\1', `${'z'.repeat(300)}-${'z'.repeat(300)}`],
])('%s finds what fits', (pattern, text) => {
  expect(boundedPatterns(pattern, 'u').test(text)).toBe(true);
});

test('of two patterns in one schema each is looked for, by either engine', async () => {
  const two = { properties: { one: { pattern: '^(a|b)+$' }, two: { pattern: '^(c|d)+$' } } };
  for (const engine of [boundedPatterns, await linearPatterns()]) {
    const judge = new DataSchemas(false, engine).of(two);
    const long = 20;
    expect(judge({ one: 'a'.repeat(long), two: 'c'.repeat(long) })).toEqual([]);
    expect(judge({ one: 'a'.repeat(long), two: 'a'.repeat(long) })).toHaveLength(1);
    expect(judge({ one: 'c'.repeat(long), two: 'c'.repeat(long) })).toHaveLength(1);
  }
});

test.each([
  ['^[0-9a-f]{8}-[0-9a-f]{4}$', Number.POSITIVE_INFINITY],
  ['\\S', Number.POSITIVE_INFINITY],
  ['^[!-~]+$', Number.POSITIVE_INFINITY],
  ['[(a+)+]', Number.POSITIVE_INFINITY],
  ['\\(a\\)\\+', Number.POSITIVE_INFINITY],
  ['^a+|b', 5000],
  ['(?=.*\\bGET\\b)(?=.*\\bPUT\\b)(?=.*\\bPOST\\b)(?=.*\\bDELETE\\b)', 5000],
  ['(?=(a+)+)', 16],
  ['\\s+$', 5000],
  ['^https?://[^/]+.*[^/]$', 200],
  ['^(a|b)+$', 16],
  ['^(?:ab){2}$', Number.POSITIVE_INFINITY],
  ['^(OPEN|CLOSED|DONE|LATE|GONE)$', Number.POSITIVE_INFINITY],
  ['^\\w*\\w*\\w*\\w*$', 16],
  ['^\\w{0,99}\\w{0,99}\\w{99}\\w{0,99}$', 16],
])('%s is no trouble for texts of %d characters', (pattern, longest) => {
  expect(longestHarmless(pattern)).toBe(longest);
});
