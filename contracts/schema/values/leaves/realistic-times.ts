import { Dice } from '../walk/seeded-dice.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The dates that can be written with four digits, so that a clock set to anything gives a date. */
const FIRST = Date.UTC(1, 0);
const LAST = Date.UTC(9998, 11);

/**
 * Which names are moments, and when: days before (negative) or after now. Values of one object then lie in
 * order.
 */
const MOMENTS: [RegExp, number, number][] = [
  [/\b(birth|born)( ?(date|day|at|on))?$|\bdate of birth$|\bdob$/, -60 * 365, -20 * 365],
  [/\b(due|expires?|expiry|expiration|deadline|valid until|valid to)( (date|time|at|on|by))*$/, 1, 30],
  [/\b(next|scheduled)( [a-z]+)? (date|time|at|on)$/, 1, 30],
  [/\b(end(ed)?|finish(ed)?|completed?|closed?|stop|stopped)( ?(date|time|at|on|timestamp))+$/, -4, -1],
  [/\b(update|updated|modified|changed|seen)( ?(date|time|at|on|timestamp))+$/, -8, -5],
  [/\b(started|created|submitted|valid from)$/, -20, -9],
  [/\b(start|started|create|created|creation|submitted|valid from)( (date|time|at|on|timestamp))+$/, -20, -9],
  [/\b(date|timestamp|datetime|date time)$|[a-z] (at|time)$|^time$/, -20, -1],
];

/** Moments, each as date-time, date and time of day; nothing for a name and a format that are not of time. */
export function* dateCandidates(name: string, format: unknown, seed: number, now: number): Generator<string> {
  const asked = typeof format === 'string' && /date|time/.test(format);
  const moment = momentOf(name, seed, now) ?? (asked ? momentBetween(-20, -1, seed, now) : undefined);
  if (moment === undefined) return;
  const text = new Date(moment).toISOString();
  yield* [text, text.slice(0, 10), text.slice(11), text.slice(0, 19), text.slice(11, 19)];
}

/** A moment in milliseconds, and in seconds, for a number whose name is that of a moment. */
export function* epochCandidates(name: string, seed: number, now: number): Generator<number> {
  // A number called processingTime is how long, not when.
  if (/\btime$/.test(name) && !/\b(start|end|due|create|update)/.test(name)) return;
  const moment = momentOf(name, seed, now);
  if (moment !== undefined) yield* [moment, Math.floor(moment / 1000)];
}

function momentOf(name: string, seed: number, now: number): number | undefined {
  const found = MOMENTS.find(([names]) => names.test(name));
  return found && momentBetween(found[1], found[2], seed, now);
}

function momentBetween(from: number, to: number, seed: number, now: number): number {
  const minutes = new Dice(seed).int((from * DAY) / MINUTE, (to * DAY) / MINUTE);
  return Math.min(Math.max(now + minutes * MINUTE, FIRST), LAST);
}
