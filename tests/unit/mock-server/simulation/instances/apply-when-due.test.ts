// Whoever listens is told when something happens by itself, without anybody looking at it.
import { afterEach, expect, test } from '@jest/globals';
import type { Instance } from '../../../../../mock-server/domain/instances/instance.ts';
import { applyWhenDue } from '../../../../../mock-server/simulation/instances/apply-when-due.ts';
import { WorldInstances } from '../../../../../mock-server/simulation/instances/world-instances.ts';
import { inProcess, NOON } from '../../../../in-process.ts';
import { execute } from '../../../../stories/apptor/calls.ts';
import { until } from '../../../../until.ts';

let end: (() => void) | undefined;
afterEach(() => end?.());

async function listening() {
  const mock = await inProcess({ reuse: true });
  const world = await mock.simulation.worlds.default();
  const states: string[] = [];
  world.onWritten((written) => states.push(...(written ?? []).map(({ state }: Instance) => state)));
  end = applyWhenDue(new WorldInstances(mock.simulation, world));
  return { mock, world, states };
}

test('a transition is applied when it falls due, also one that came after the listening began', async () => {
  const { mock, states } = await listening();
  await execute(mock.app, 'quick-flow');
  mock.time.now = NOON + 1990;
  await execute(mock.app);
  mock.time.now = NOON + 2001;
  await until(() => states.length >= 3);
  expect(states.at(-1)).toBe('completed');
});

test('a clock that is moved is followed, one that stands is not waited for', async () => {
  const { mock, world, states } = await listening();
  await execute(mock.app, 'quick-flow');
  await world.moveClock((clock) => clock.freeze());
  await world.moveClock((clock) => clock.advance(5000));
  await until(() => states.at(-1) === 'completed');
});

test('once it is ended nothing is applied, and nobody is called back', async () => {
  const { mock, world, states } = await listening();
  await execute(mock.app, 'quick-flow');
  const before = world.waiting;
  end?.();
  expect(world.waiting).toBe(before - 1);
  mock.time.now = NOON + 60_000;
  await execute(mock.app);
  await new Promise((resolve) => setImmediate(resolve));
  expect(states).toHaveLength(2);
});
