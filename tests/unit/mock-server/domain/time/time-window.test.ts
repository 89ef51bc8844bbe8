// Windows on a clock: between instants, and between times of day.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bound, emptyWindow, timeWindow } from '../../../../../mock-server/domain/time/time-window.ts';

const DAY = 86_400_000;
const seconds = fc.nat({ max: 86_399 });
const moment = fc.integer({ min: -DAY * 400, max: Date.parse('9999-12-31T23:59:59.999Z') });
const clock = (at: number) => new Date(at * 1000).toISOString().slice(11, 19);

test('between two times of day, over midnight too, every day', () => {
  fc.assert(
    fc.property(seconds, seconds, moment, (from, to, now) => {
      fc.pre(from !== to);
      const time = (((now % DAY) + DAY) % DAY) / 1000;
      const expected = from < to ? time >= from && time < to : time >= from || time < to;
      expect(timeWindow({ from: clock(from), to: clock(to) })(now)).toBe(expected);
    }),
  );
});

test('one bound leaves the other side open', () => {
  fc.assert(
    fc.property(seconds, moment, (at, now) => {
      const [since, until] = [timeWindow({ from: clock(at) }), timeWindow({ to: clock(at) })];
      expect(since(now)).toBe(!until(now));
    }),
  );
  expect(timeWindow({})(0)).toBe(true);
});

test('between instants, whatever their offset; the end is not in it', () => {
  const within = timeWindow({ from: '2026-06-01T12:00:00+02:00', to: '2026-06-01T10:05:00Z' });
  const at = (text: string) => within(Date.parse(text));
  expect(at('2026-06-01T09:59:59.999Z')).toBe(false);
  expect(at('2026-06-01T10:00:00.000Z')).toBe(true);
  expect(at('2026-06-01T10:04:59.999Z')).toBe(true);
  expect(at('2026-06-01T10:05:00.000Z')).toBe(false);
});

test('an instant and a time of day both count', () => {
  const within = timeWindow({ from: '2026-06-01T00:00:00Z', to: '09:30' });
  const at = (text: string) => within(Date.parse(text));
  expect([at('2026-05-31T09:00:00Z'), at('2026-06-01T09:00:00Z'), at('2027-01-01T09:30:00Z')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('a window of nothing is known', () => {
  expect(emptyWindow({ from: '10:00', to: '10:00:00' })).toContain('nothing is from 10:00');
  expect(emptyWindow({ from: '2026-06-01T12:00:00Z', to: '2026-06-01T11:00:00Z' })).toContain('nothing');
  expect(emptyWindow({ from: '23:00', to: '01:00' })).toBeUndefined();
  expect(emptyWindow({ from: '10:00' })).toBeUndefined();
});

test.each(['24:00', '9:00', '10:60', '10', '', '2026-06-01', '2026-06-01T10:00:00', 'noon'])(
  '"%s" is no bound',
  (text) => expect(() => bound(text)).toThrow(RangeError),
);
