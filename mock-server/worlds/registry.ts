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
  /** The least recently used first; undefined: kept in the store, not opened yet. */
  readonly #worlds: Map<string, Promise<World<Entry>> | undefined>;

  /**
   * @param seed of every new world; one that was kept keeps its own
   * @param most how many there may be at once
   * @param kept names of those in the store
   */
  constructor(store: Store, clock: Clock, seed: string, most: number, kept: readonly string[]) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = seed;
    this.#most = most;
    this.#worlds = new Map(kept.map((name) => [name, undefined]));
  }

  /**
   * The world of a name. Where there are too many, the least recently used one that nobody made by name goes.
   * @throws NoSuchWorld for a name that cannot be one, or when all others were made by name
   */
  get(name: string): Promise<World<Entry>> {
    const opened = this.#worlds.get(name) ?? this.#make(name);
    this.#worlds.delete(name);
    this.#worlds.set(name, opened);
    return opened;
  }

  /** How many worlds there are. */
  get size(): number {
    return this.#worlds.size;
  }

  has(name: string): boolean {
    return this.#worlds.has(name);
  }

  /** The names of all worlds, sorted. */
  names(): string[] {
    return [...this.#worlds.keys()].sort();
  }

  /** Takes a world back to the fixtures. */
  async reset(name: string): Promise<World<Entry>> {
    const { pinned } = await this.get(name);
    await this.delete(name);
    const fresh = await this.get(name);
    if (pinned) await fresh.pin();
    return fresh;
  }

  /** Forgets a world and all that is in it. */
  async delete(name: string): Promise<void> {
    this.#worlds.delete(name);
    await this.#store.drop(name);
  }

  #make(name: string): Promise<World<Entry>> {
    const made = this.#worlds.has(name) ? this.#open(name) : this.#makeNew(name);
    made.catch(() => this.#worlds.delete(name));
    return made;
  }

  async #makeNew(name: string): Promise<World<Entry>> {
    if (!NAME.test(name)) {
      const rule = '1 to 64 letters, digits, ".", "_" and "-", a letter or digit first';
      throw new NoSuchWorld(`"${name.slice(0, 80)}" cannot name a world: ${rule}`, false);
    }
    while (this.#worlds.size > this.#most) {
      if (await this.#makeRoom(name)) continue;
      const advice = 'delete some, or allow more with --max-worlds';
      throw new NoSuchWorld(`there are ${this.#most} worlds already, all made by name; ${advice}`, true);
    }
    return this.#open(name);
  }

  /** Forgets the least recently used world that is neither the default one nor made by name. */
  async #makeRoom(wanted: string): Promise<boolean> {
    for (const name of this.#worlds.keys()) {
      if (name === DEFAULT_WORLD || name === wanted) continue;
      const pinned = (await this.#store.record(name))?.pinned ?? false;
      if (pinned || !this.#worlds.has(name)) continue;
      await this.delete(name);
      return true;
    }
    return false;
  }

  async #open(name: string): Promise<World<Entry>> {
    const fresh: WorldRecord = {
      seed: this.#seed,
      sequence: 0,
      clock: { mode: 'running', offset: 0 },
      learned: {},
      pinned: false,
    };
    const record = (await this.#store.record(name)) ?? fresh;
    return new World(name, {
      clock: this.#clock,
      journal: new Journal<Entry>(),
      rates: new RateWindow(),
      store: this.#store,
      record,
    });
  }
}
