import type { World } from './world.ts';

/** So many are remembered; the least recently used goes first. */
const MOST = 64;

/** What the journal of each holds. */
export const UNMADE_JOURNAL = { entries: 1000, bytes: 1024 * 1024 };

/**
 * Worlds that somebody asked for and in which nothing is kept: they answer as they would begin, and are none of the
 * worlds there are until something is to be kept in them.
 */
export class UnmadeWorlds {
  /** The least recently used first. */
  readonly #worlds = new Map<string, World>();

  get(name: string): World | undefined {
    const world = this.#worlds.get(name);
    if (world) this.set(world);
    return world;
  }

  set(world: World): void {
    this.#worlds.delete(world.name);
    this.#worlds.set(world.name, world);
    const [oldest] = this.#worlds.keys();
    if (this.#worlds.size > MOST && oldest !== undefined) this.#worlds.delete(oldest);
  }

  delete(name: string): void {
    this.#worlds.delete(name);
  }

  values(): Iterable<World> {
    return this.#worlds.values();
  }
}
