import { Mistake } from '../../../contracts/files/mistake.ts';
import { beginAt } from '../../domain/time/begin-at.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { beginStoryWorld } from '../../simulation/reset-world.ts';
import type { World } from '../../worlds/world.ts';
import type { Beginning } from '../../worlds/world-beginning.ts';
import { type AdminContext, Wrong } from '../transport/admin-request.ts';

/** The story that a new world begins with. */
export interface WorldStory {
  story: string;
  count: number;
}

const MOST = 100_000;
const EXAMPLE = '{"story": "onboarding", "count": 40}';

/** What a body says of a story; undefined where it says nothing. @throws Wrong 400 for anything else */
export function storyIn(body: unknown): WorldStory | undefined {
  const { story, count } = (body ?? {}) as Record<string, unknown>;
  if (story === undefined && count === undefined) return undefined;
  if (typeof story === 'string' && Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MOST)
    return { story, count: Number(count) };
  throw new Wrong(400, `A story has a name and a count from 1 to ${MOST}, as in ${EXAMPLE}.`);
}

/**
 * Ends a world, and begins one that has nothing but a story, which ends at the beginning of the world.
 * @throws Wrong 400 for a moment that is none, and for what is wrong with the story; the world goes on as it was
 */
export async function makeWithStory(
  context: AdminContext,
  name: string,
  told: WorldStory,
  { now, seed }: Beginning,
): Promise<World> {
  const { worlds } = context;
  const { host, world: present } = worlds.present();
  try {
    const at = now === undefined ? present : timestamp(beginAt(now, Date.parse(host)));
    const own = seed ?? (await worlds.get(name)).seed;
    return await beginStoryWorld(context, name, { ...told, seed: own, now: at });
  } catch (error) {
    if (error instanceof RangeError) throw new Wrong(400, `now: ${error.message}.`);
    if (error instanceof Mistake) throw new Wrong(400, error.message);
    throw error;
  }
}
