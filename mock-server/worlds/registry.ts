import type { Clock } from '../domain/clock.ts';
import { Journal } from '../domain/journal.ts';
import { RateWindow } from '../domain/rate-window.ts';
import type { Store } from '../store/store.ts';
import { World } from './world.ts';

/** The worlds of a server, each made when it is first asked for. */
export class Worlds<Entry extends { id: string }> {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #worlds = new Map<string, Promise<World<Entry>>>();

  /** @param seed of every new world; one that was kept keeps its own */
  constructor(store: Store, clock: Clock, seed: string) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = seed;
  }

  get(name: string): Promise<World<Entry>> {
    const known = this.#worlds.get(name);
    if (known) return known;
    const opened = this.#open(name);
    this.#worlds.set(name, opened);
    return opened;
  }

  /** How many worlds there are. */
  get size(): number {
    return this.#worlds.size;
  }

  /** Takes a world back to the fixtures. */
  async reset(name: string): Promise<void> {
    await this.#store.drop(name);
    this.#worlds.delete(name);
    await this.get(name);
  }

  async #open(name: string): Promise<World<Entry>> {
    const kept = await this.#store.record(name);
    const record = kept ?? { seed: this.#seed, sequence: 0, learned: {} };
    return new World(name, {
      clock: this.#clock,
      journal: new Journal<Entry>(),
      rates: new RateWindow(),
      store: this.#store,
      record,
    });
  }
}
