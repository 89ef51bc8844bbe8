import { setImmediate as nextTurn } from 'node:timers/promises';
import { nextDue } from '../../domain/instances/due-transitions.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { END_OF_TIME } from '../../domain/time/instant.ts';
import { waitForChange } from '../../worlds/wait-for-change.ts';
import type { World } from '../../worlds/world.ts';
import type { WorldInstances } from './world-instances.ts';

export interface WaitOptions {
  /** How long at most, in real milliseconds. */
  most: number;
  /** Whether the world's clock jumps to what is due next, instead of waiting for it: `most` is for all jumps together. */
  skip?: boolean;
  /** Ends the waiting early, when nobody is interested any more. */
  signal?: AbortSignal;
}

/**
 * Looks at an instance until it is as wanted, or the time is over. Nothing is polled: it looks again when something in
 * the world changed, and when the instance's next transition falls due.
 * @returns the instance at the last look; undefined when there is none
 */
export async function waitForInstance(
  instances: Pick<WorldInstances, 'world' | 'get'>,
  id: string,
  wanted: (instance: Instance) => boolean,
  { most, skip = false, signal }: WaitOptions,
): Promise<Instance | undefined> {
  const { world } = instances;
  const deadline = performance.now() + most;
  for (;;) {
    // Listening begins before the look, so that nothing happens unseen between the two.
    const change = waitForChange(signal, (wake) => world.onChange(wake));
    try {
      const instance = await instances.get(id);
      if (!instance || wanted(instance) || signal?.aborted) return instance;
      const due = nextDue(instance);
      const left = deadline - performance.now();
      if (left <= 0) return instance;
      if (skip) {
        if (due === undefined || due > END_OF_TIME) return instance;
        await jump(world, due);
        continue;
      }
      const untilDue = due === undefined || world.clock.mode === 'frozen' ? left : due - world.clock.now();
      await change.within(Math.min(left, Math.max(untilDue, 0) + 1));
    } finally {
      change.forget();
    }
  }
}

async function jump(world: World, to: number): Promise<void> {
  await world.moveClock((clock) => {
    const by = to - clock.now();
    if (by > 0) clock.advance(by);
  });
  // A lifecycle may turn in a circle for ever: others get their turn, and the client may go away.
  await nextTurn();
}
