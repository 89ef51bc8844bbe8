import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { millisecondsAt, secondsAt, spreadProblem } from '../../../../../mock-server/domain/time/spread.ts';

test('half are done by the median, nine of ten by the ninth tenth', () => {
  const spread = { p50: 'PT4H', p90: 'P2D' };
  expect(millisecondsAt(spread, 5000)).toBe(4 * 3_600_000);
  expect(millisecondsAt(spread, 9000)).toBe(48 * 3_600_000);
});

test('the later the place the longer it takes, in whole seconds and never less than one', () => {
  const durations = fc.tuple(fc.integer({ min: 1, max: 10 ** 7 }), fc.integer({ min: 1, max: 10 ** 7 }));
  const property = fc.property(durations, ([a, b]) => {
    const [p50, p90] = [Math.min(a, b), Math.max(a, b)];
    let before = 0;
    for (let place = 0; place < 10_000; place += 97) {
      const seconds = secondsAt(p50, p90, place);
      expect(Number.isSafeInteger(seconds) && seconds >= Math.max(before, 1)).toBe(true);
      before = seconds;
    }
  });
  fc.assert(property, { numRuns: 100 });
});

test('a median that is longer than the ninth tenth is none', () => {
  expect(spreadProblem({ p50: 'PT2H', p90: 'PT1H' })).toContain('PT2H');
  expect(spreadProblem({ p50: 'P1M', p90: 'P2M' })).toContain('months');
  expect(spreadProblem({ p50: 'PT1H', p90: 'PT1H' })).toBeUndefined();
});
