// Numbers that look like chance and are the same every time.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chance, drawDelay } from '../../../../../mock-server/domain/faults/chance.ts';
import { LONGEST_DELAY } from '../../../../../mock-server/domain/faults/fault.ts';

const THOUSANDS = Array.from({ length: 10_000 }, (_, index) => index);
const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

test('from 0 to below 1, the same for the same words', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), (seed, count) => {
      const drawn = chance(seed, count);
      expect(drawn >= 0 && drawn < 1).toBe(true);
      expect(chance(seed, count)).toBe(drawn);
    }),
  );
  expect(Math.abs(mean(THOUSANDS.map((index) => chance('even', index))) - 0.5)).toBeLessThan(0.01);
});

test('a fixed delay is what it says', () => {
  expect([drawDelay(7, 'a'), drawDelay({ fixed: 8 }, 'a')]).toEqual([7, 8]);
});

test('a uniform delay is between its bounds, whole milliseconds', () => {
  const bound = fc.nat({ max: LONGEST_DELAY });
  fc.assert(
    fc.property(bound, bound, fc.string(), (one, other, seed) => {
      const [min, max] = [Math.min(one, other), Math.max(one, other)];
      const drawn = drawDelay({ uniform: { min, max } }, seed);
      expect(Number.isInteger(drawn) && drawn >= min && drawn <= max).toBe(true);
    }),
  );
});

test('a log-normal delay has its median and its spread, and is never longer than ten minutes', () => {
  const drawn = THOUSANDS.map((index) => drawDelay({ lognormal: { median: 1000, sigma: 0.5 } }, 'l', index));
  expect(Math.abs(drawn.filter((one) => one < 1000).length / drawn.length - 0.5)).toBeLessThan(0.02);
  const logarithms = drawn.map((one) => Math.log(one / 1000));
  expect(Math.abs(Math.sqrt(mean(logarithms.map((one) => one ** 2))) - 0.5)).toBeLessThan(0.02);
  const wild = THOUSANDS.map((index) => drawDelay({ lognormal: { median: 600_000, sigma: 10 } }, 'w', index));
  expect(Math.max(...wild)).toBe(LONGEST_DELAY);
  expect(Math.min(...wild)).toBeGreaterThanOrEqual(0);
});
