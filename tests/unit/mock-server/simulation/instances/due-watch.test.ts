// Who watches and goes leaves nothing behind, however long the world lives.
import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { DueWatch } from '../../../../../mock-server/simulation/instances/due-watch.ts';
import type { InstanceRules } from '../../../../../mock-server/simulation/instances/world-instances.ts';
import type { World } from '../../../../../mock-server/worlds/world.ts';
import type { Worlds } from '../../../../../mock-server/worlds/world-registry.ts';

test('a thousand watchers of all worlds, come and gone, are not told of changes any more', () => {
  const changes = new EventEmitter();
  const world = {
    name: 'default',
    made: true,
    closed: false,
    clock: { mode: 'frozen' },
    onChange(listener: () => void) {
      changes.on('change', listener);
      return () => changes.off('change', listener);
    },
  } as unknown as World;
  const worlds = { onCurrent: () => () => undefined, opened: () => [world] } as unknown as Worlds;
  const watch = new DueWatch(worlds, {} as InstanceRules);
  const first = watch.watch(undefined);
  const listeners = changes.listenerCount('change');
  for (let time = 0; time < 1000; time += 1) watch.watch(undefined)();
  expect(changes.listenerCount('change')).toBe(listeners);
  first();
  expect(changes.listenerCount('change')).toBe(0);
});
