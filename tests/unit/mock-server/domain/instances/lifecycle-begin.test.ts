import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createActor, createMachine, SimulatedClock } from 'xstate';
import { Lifecycle } from '../../../../../mock-server/domain/instances/lifecycle.ts';
import { milliseconds } from '../../../../../mock-server/domain/time/duration.ts';

const DELAYS = ['PT2S', 'PT0.5S', 'PT1M30S', 'P1D', '250', '4000'];

const lengthOf = (delay: string): number => (/^\d+$/.test(delay) ? Number(delay) : milliseconds(delay));

/** A machine of XState's own, with the delays as numbers, which it understands by itself. */
function running(delays: string[], clock: SimulatedClock) {
  const after = Object.fromEntries(delays.map((delay) => [String(lengthOf(delay)), 'second']));
  return createActor(createMachine({ initial: 'first', states: { first: { after }, second: {} } }), {
    clock,
  }).start();
}

test('a new instance waits as long as a running XState machine waits', () => {
  const property = fc.property(fc.uniqueArray(fc.constantFrom(...DELAYS)), fc.nat(), (delays, now) => {
    const states = {
      first: { meta: {}, after: Object.fromEntries(delays.map((delay) => [delay, 'second'])) },
      second: { meta: {}, type: 'final' as const },
    };
    const { state, timers } = new Lifecycle({ initial: 'first', states }, () => true).begin({ a: 1 }, now);
    const clock = new SimulatedClock();
    const actor = running(delays, clock);
    expect(state).toBe(actor.getSnapshot().value);
    expect(timers.map(({ delay }) => delay).sort()).toEqual([...delays].sort());
    if (delays.length === 0) return;
    clock.increment(Math.min(...timers.map(({ due }) => due)) - now - 1);
    expect(actor.getSnapshot().value).toBe('first');
    clock.increment(1);
    expect(actor.getSnapshot().value).toBe('second');
  });
  fc.assert(property);
});
