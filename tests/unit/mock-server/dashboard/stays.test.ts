import { expect, test } from '@jest/globals';
import { staysOf } from '../../../../mock-server/dashboard/stays.ts';

const timeline = (...minutes: number[]) =>
  minutes.map((minute) => ({
    at: new Date(minute * 60_000).toISOString(),
    from: null,
    to: `s${minute}`,
    cause: 'start',
  }));
const rounded = (numbers: number[]) => numbers.map((one) => Math.round(one));

test('stays are to scale, each begins where the one before ended, and the last one has no end', () => {
  const stays = staysOf({ timeline: timeline(0, 1, 3, 4) });
  expect(rounded(stays.map(({ width }) => width))).toEqual([25, 50, 25, 0]);
  expect(rounded(stays.map(({ start }) => start))).toEqual([0, 25, 75, 100]);
  expect(stays.map(({ until }) => until !== undefined)).toEqual([true, true, true, false]);
});

test('a month among minutes is squeezed, and said to be', () => {
  const stays = staysOf({
    timeline: timeline(0, 1, 2, 43_202),
    endedAt: new Date(43_203 * 60_000).toISOString(),
  });
  expect(stays.map(({ squeezed }) => squeezed)).toEqual([false, false, true, false]);
  expect(rounded(stays.map(({ width }) => width))).toEqual([8, 8, 77, 8]);
});

test('where nothing lasted, nothing is drawn, and nothing breaks', () => {
  expect(staysOf({ timeline: timeline(5, 5) }).map(({ width }) => width)).toEqual([0, 0]);
  expect(staysOf({ timeline: [] })).toEqual([]);
});
