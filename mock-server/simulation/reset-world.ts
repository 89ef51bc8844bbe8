import type { StoryOrigin } from '../domain/instances/world-origin.ts';
import type { World } from '../worlds/world.ts';
import type { Simulation } from './simulation.ts';
import { storyWorld } from './stories/seed-world.ts';

type Needed = Pick<Simulation, 'apis' | 'schemas' | 'fixtures' | 'worlds'>;

/**
 * Takes a world back to what it was made from: a story, or else the fixtures in force.
 * @throws Mistake where that can no longer be made; the world goes on as it was
 */
export async function resetWorld(simulation: Needed, world: World): Promise<World> {
  const { madeFrom } = world;
  if (madeFrom && 'story' in madeFrom) return beginStoryWorld(simulation, world.name, madeFrom);
  return simulation.worlds.reset(world.name);
}

/** Ends a world and begins one that has nothing but a story. @throws Mistake; the world goes on as it was */
export async function beginStoryWorld(
  { worlds, ...simulation }: Needed,
  name: string,
  origin: StoryOrigin,
): Promise<World> {
  const { pinned } = await worlds.get(name);
  const change = await storyWorld(simulation, origin, { host: worlds.hostNow(), pinned });
  return worlds.replace(name, change);
}
