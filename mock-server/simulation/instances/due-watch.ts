import type { World } from '../../worlds/world.ts';
import type { Worlds } from '../../worlds/world-registry.ts';
import { applyWhenDue } from './apply-when-due.ts';
import { type InstanceRules, WorldInstances } from './world-instances.ts';

/** A world in which what falls due is applied when it does, by how many watch, and what ends that. */
interface Watched {
  count: number;
  end: () => void;
}

/** Has what falls due applied when it does, in the worlds that somebody watches. */
export class DueWatch {
  readonly #worlds: Worlds;
  #rules: InstanceRules;
  readonly #watched = new Map<World, Watched>();

  constructor(worlds: Worlds, rules: InstanceRules) {
    this.#worlds = worlds;
    this.#rules = rules;
  }

  /** Those that were loaded anew hold from now on. */
  follow(rules: InstanceRules): void {
    this.#rules = rules;
    for (const [world, watched] of this.#watched) {
      watched.end();
      watched.end = this.#apply(world);
    }
  }

  /**
   * Watches a world, also when another one begins under its name.
   * @param name undefined: all of which something was asked since the start
   * @returns what ends it
   */
  watch(name: string | undefined): () => void {
    const mine = new Map<World, () => void>();
    let ended = false;
    const begin = (world: World): void => {
      if (ended || mine.has(world) || world.closed) return;
      mine.set(
        world,
        this.#begin(world, () => mine.delete(world)),
      );
    };
    const forget = this.#worlds.onCurrent((world) => {
      if (name === undefined ? world.made : world.name === name) begin(world);
    });
    if (name === undefined) for (const world of this.#worlds.opened()) begin(world);
    else void this.#worlds.get(name).then(begin, () => undefined);
    return () => {
      ended = true;
      forget();
      for (const [world, forgetWorld] of mine) {
        forgetWorld();
        this.#end(world);
      }
    };
  }

  /** @returns what ends listening for its end: a world lives longer than most who watch it */
  #begin(world: World, onClosed: () => void): () => void {
    const watched = this.#watched.get(world) ?? { count: 0, end: this.#apply(world) };
    watched.count += 1;
    this.#watched.set(world, watched);
    const forget = world.onChange(() => {
      if (!world.closed) return;
      forget();
      onClosed();
      this.#end(world);
    });
    return forget;
  }

  #end(world: World): void {
    const watched = this.#watched.get(world);
    if (!watched) return;
    watched.count -= 1;
    if (watched.count > 0) return;
    watched.end();
    this.#watched.delete(world);
  }

  #apply(world: World): () => void {
    return applyWhenDue(new WorldInstances(this.#rules, world));
  }
}
