// Delays that differ from instance to instance: drawn once for each, as often as their spread says.
import { expect, test } from '@jest/globals';
import {
  beginInstance,
  followDueTransitions,
} from '../../../../../mock-server/domain/instances/due-transitions.ts';
import { Lifecycle } from '../../../../../mock-server/domain/instances/lifecycle.ts';

const HOUR = 3_600_000;
const lifecycle = new Lifecycle(
  {
    initial: 'review',
    delays: { slow: { p50: 'PT4H', p90: 'PT20H' } },
    states: {
      review: { meta: {}, after: { slow: 'again' } },
      again: { meta: {}, after: { slow: 'done' } },
      done: { type: 'final', meta: {} },
    },
  },
  () => true,
);

const begun = (id: string) =>
  beginInstance(lifecycle, { id, api: 'any', process: 'any', facts: {}, data: {} }, 0);
const firstDelay = (id: string): number => begun(id).timers[0]?.due ?? 0;

const COUNT = 4000;
const delays = Array.from({ length: COUNT }, (_, index) => firstDelay(`case-${index}`));
const within = (length: number): number => delays.filter((one) => one <= length).length / COUNT;

test('half are done by p50, nine of ten by p90, and one of ten by the same way before', () => {
  // Four standard deviations of a share of 4,000.
  expect(Math.abs(within(4 * HOUR) - 0.5)).toBeLessThan(0.032);
  expect(Math.abs(within(20 * HOUR) - 0.9)).toBeLessThan(0.019);
  expect(Math.abs(within((4 * HOUR * 4) / 20) - 0.1)).toBeLessThan(0.019);
});

test('none is shorter than a second, and no two of many are in step', () => {
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(1000);
  expect(new Set(delays).size).toBeGreaterThan(COUNT / 2);
});

test('one is drawn once: whoever looks, and however often, finds the same', () => {
  const late = 1000 * HOUR;
  for (const id of ['a', 'b', 'c']) {
    const instance = begun(id);
    const stepwise = Array.from({ length: 1000 }, (_, hour) => (hour + 1) * HOUR).reduce(
      (now, at) => followDueTransitions(now, lifecycle, at),
      instance,
    );
    expect(followDueTransitions(begun(id), lifecycle, late)).toEqual(stepwise);
    expect(stepwise.state).toBe('done');
    const [, again, done] = stepwise.timeline.map(({ at }) => Date.parse(at));
    expect(again).toBe(firstDelay(id));
    // Its second delay is another one.
    expect((done ?? 0) - (again ?? 0)).not.toBe(again);
  }
});
