import type { Instance } from '../../domain/instances/instance.ts';
import { heapBytes } from '../../domain/memory/heap-bytes.ts';
import type { LearnedFact, Put } from '../interface/store.ts';

/** What every instance takes, with its places in maps; and each moment of its timeline, or delay that it waits for. */
const INSTANCE = 700;
const MOMENT = 160;

/** What a world takes that is open and has nothing in it. */
export const WORLD_BYTES = 4096;

/** About how much memory an instance takes, in bytes. */
export function bytesOfInstance({ data, facts, timeline, timers }: Instance): number {
  // What somebody edited by hand may be no list.
  const moments = (timeline?.length ?? 0) + (timers?.length ?? 0);
  return INSTANCE + MOMENT * moments + heapBytes(data) + heapBytes(facts);
}

/** The same of what was learned, in the store, in the world and in its catalogue. */
export function bytesOfFact({ fact }: LearnedFact): number {
  return INSTANCE + 4 * heapBytes(fact);
}

/** How much more instances take once they are written. @param instances those there are */
export function bytesOfPuts(
  puts: readonly Put[],
  instances: ReadonlyMap<string, Instance> | undefined,
): number {
  let bytes = 0;
  for (const { instance } of puts) {
    const before = instances?.get(instance.id);
    bytes += bytesOfInstance(instance) - (before ? bytesOfInstance(before) : 0);
  }
  return bytes;
}
