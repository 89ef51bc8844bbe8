import { timestamp } from '../domain/time/timestamp.ts';
import { DEFAULT_WORLD } from '../worlds/world-name.ts';
import { beginStoryWorld } from './reset-world.ts';
import type { Simulation } from './simulation.ts';

/** The story that the default world is to begin with. */
export interface FirstStory {
  story: string;
  count: number;
  as?: Record<string, string>;
}

/**
 * Fills the default world with a story, in place of the fixtures' instances; not one that somebody has changed already.
 * @param tell told when it has been
 * @throws Mistake in the story, or where it does not fit the catalogue
 */
export async function beginWithStory(
  simulation: Simulation,
  { story, count, as }: FirstStory,
  tell: (text: string) => void,
): Promise<void> {
  const { worlds, store } = simulation;
  const world = await worlds.get(DEFAULT_WORLD);
  const { madeFrom } = world;
  if (madeFrom && 'story' in madeFrom && madeFrom.story === story && madeFrom.count === count) return;
  const own = await store.ownInstances(DEFAULT_WORLD);
  if (madeFrom || own || world.ids.sequence > 0) {
    const advice = 'POST /__admin/reset takes it back, "flowx-mock seed" adds to it';
    tell(`the world goes on as it was left, and the story ${story} is not played: ${advice}`);
    return;
  }
  const now = timestamp(world.clock.now());
  await beginStoryWorld(simulation, DEFAULT_WORLD, {
    story,
    count,
    seed: world.seed,
    now,
    ...(as && { as }),
  });
}
