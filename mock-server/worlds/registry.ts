import type { Clock } from '../domain/clock.ts';
import { Journal } from '../domain/journal.ts';
import { RateWindow } from '../domain/rate-window.ts';
import type { Store, WorldRecord } from '../store/store.ts';
import { World } from './world.ts';

export const DEFAULT_WORLD = 'default';

/** A world's name stands in addresses and in listings. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A world that is not made; the message says why. */
export class NoSuchWorld extends Error {
  override readonly name = 'NoSuchWorld';
  /** Whether it could be made if there were fewer. */
  readonly full: boolean;

  constructor(message: string, full: boolean) {
    super(message);
    this.full = full;
  }
}

/** The worlds of a server, each made when it is first asked for. */
export class Worlds<Entry extends { id: string }> {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #most: number;
  readonly #worlds = new Map<string, Promise<World<Entry>>>();

  /**
   * @param seed of every new world; one that was kept keeps its own
   * @param most how many there may be at once
   */
  constructor(store: Store, clock: Clock, seed: string, most: number) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = seed;
    this.#most = most;
  }

  /** @throws NoSuchWorld for a name that cannot be one, or when there are too many */
  async get(name: string): Promise<World<Entry>> {
    const known = this.#worlds.get(name);
    if (known) return known;
    if (!NAME.test(name)) {
      throw new NoSuchWorld(
        `"${name.slice(0, 80)}" cannot name a world: 1 to 64 letters, digits, ".", "_" and "-", a letter or digit first`,
        false,
      );
    }
    if (this.#worlds.size >= this.#most) {
      throw new NoSuchWorld(
        `there are ${this.#most} worlds already; delete some, or allow more with --max-worlds`,
        true,
      );
    }
    const opened = this.#open(name);
    this.#worlds.set(name, opened);
    opened.catch(() => this.#worlds.delete(name));
    return opened;
  }

  /** How many worlds there are in memory. */
  get size(): number {
    return this.#worlds.size;
  }

  /** The names of all worlds, kept ones among them, sorted. */
  async names(): Promise<string[]> {
    return [...new Set([...this.#worlds.keys(), ...(await this.#store.worlds())])].sort();
  }

  /** Takes a world back to the fixtures. */
  async reset(name: string): Promise<World<Entry>> {
    await this.delete(name);
    return this.get(name);
  }

  /** Forgets a world and all that is in it. */
  async delete(name: string): Promise<void> {
    this.#worlds.delete(name);
    await this.#store.drop(name);
  }

  async #open(name: string): Promise<World<Entry>> {
    const fresh: WorldRecord = {
      seed: this.#seed,
      sequence: 0,
      clock: { mode: 'running', offset: 0 },
      learned: {},
    };
    const record = (await this.#store.record(name)) ?? fresh;
    const parts = {
      clock: this.#clock,
      journal: new Journal<Entry>(),
      rates: new RateWindow(),
      store: this.#store,
      record,
    };
    return new World(name, parts);
  }
}
