import { type FaultRule, Faults } from '../domain/faults/choose-fault.ts';
import { Journal } from '../domain/journal/journal.ts';
import { RateWindow } from '../domain/time/rate-window.ts';
import type { Clock } from '../domain/time/timestamp.ts';
import { beginTime } from '../domain/time/world-time.ts';
import type { Store, WorldRecord } from '../store/interface/store.ts';
import { type Entry, worldToEvict } from './evict-world.ts';
import { World } from './world.ts';
import { checkWorldName, DEFAULT_WORLD, NoSuchWorld } from './world-name.ts';

/** The worlds of a server, each made when it is first asked for. */
export class Worlds {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #most: number;
  readonly #newJournal: () => Journal;
  #faultsOf: (world: string) => readonly FaultRule[];
  /** The least recently used first. */
  readonly #worlds: Map<string, Entry>;
  /** Those that are just being forgotten; each is in the registry until it is. */
  readonly #going = new Map<string, Promise<void>>();

  /**
   * @param seed of every new world; one that was kept keeps its own
   * @param most how many there may be at once
   * @param kept names of those in the store
   * @param newJournal makes that of a new world
   * @param faultsOf those a world of a name begins with
   */
  constructor(
    store: Store,
    clock: Clock,
    seed: string,
    most: number,
    kept: readonly string[],
    newJournal: () => Journal = () => new Journal(),
    faultsOf: (world: string) => readonly FaultRule[] = () => [],
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = seed;
    this.#most = most;
    this.#newJournal = newJournal;
    this.#faultsOf = faultsOf;
    this.#worlds = new Map(kept.map((name) => [name, {}]));
  }

  /**
   * The world of a name. Where there are too many, the least recently used one that nobody made by name goes.
   * @throws NoSuchWorld for a name that cannot be one, or when all others were made by name
   */
  async get(name: string): Promise<World> {
    // A new world must not begin with what is left of the one before it; and when that one cannot go, it is the world.
    while (this.#going.has(name)) await this.#going.get(name)?.catch(() => {});
    const known = this.#worlds.get(name);
    if (!known) checkWorldName(name);
    const entry = known ?? {};
    // Used just now: it goes to the end.
    this.#worlds.delete(name);
    this.#worlds.set(name, entry);
    entry.ready ??= this.#make(name, entry, known === undefined);
    return entry.ready;
  }

  /** The world of whoever names none. */
  default(): Promise<World> {
    return this.get(DEFAULT_WORLD);
  }

  /** From now on worlds begin with these faults; those that still have the ones they began with get them at once. */
  beginWith(faultsOf: (world: string) => readonly FaultRule[]): void {
    for (const [name, { world }] of this.#worlds)
      if (world?.faults.are(this.#faultsOf(name))) world.faults.replace(faultsOf(name));
    this.#faultsOf = faultsOf;
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

  /** A world as it is, for those who only look: that is no use of it, and opens none that is not open. */
  async look(name: string): Promise<World | undefined> {
    const entry = this.#worlds.get(name);
    return entry && (entry.ready ?? this.#open(name));
  }

  /**
   * Takes a world back to the fixtures; one that was made by name stays one.
   * @throws StoreUnavailable when that cannot be written; the world goes on as it was
   */
  async reset(name: string): Promise<World> {
    const { pinned } = await this.get(name);
    await this.#end(name, pinned);
    return this.get(name);
  }

  /**
   * Forgets a world and all that is in it.
   * @throws StoreUnavailable when that cannot be written; the world goes on as it was
   */
  delete(name: string): Promise<void> {
    return this.#end(name, false);
  }

  #end(name: string, pinned: boolean): Promise<void> {
    const going = this.#going.get(name) ?? this.#forget(name, pinned).finally(() => this.#going.delete(name));
    this.#going.set(name, going);
    return going;
  }

  async #forget(name: string, pinned: boolean): Promise<void> {
    const entry = this.#worlds.get(name);
    if (entry?.world) await entry.world.end(() => this.#drop(name, pinned));
    else {
      const dropped = this.#drop(name, pinned);
      // One that is still being made ends once it is made; nobody waits for that here, it may wait for this.
      entry?.ready?.then((world) => world.end(() => dropped)).catch(() => {});
      await dropped;
    }
    if (this.#worlds.get(name) === entry) this.#worlds.delete(name);
  }

  /** Asked for at once, the store writes both or nothing: a process that dies between them leaves no world without its name. */
  async #drop(name: string, pinned: boolean): Promise<void> {
    const dropped = this.#store.drop(name);
    const begun = pinned && this.#store.commit(name, { puts: [], record: this.#fresh(true) });
    await Promise.all([dropped, begun]);
  }

  /** What a world begins with. */
  #fresh(pinned: boolean): WorldRecord {
    return { seed: this.#seed, sequence: 0, time: beginTime(this.#clock.now()), pinned };
  }

  async #make(name: string, entry: Entry, isNew: boolean): Promise<World> {
    try {
      if (isNew) await this.#makeRoom(name);
      entry.world = await this.#open(name);
      return entry.world;
    } catch (error) {
      if (this.#worlds.get(name) === entry) this.#worlds.delete(name);
      throw error;
    }
  }

  /** Forgets the least recently used worlds, until there are no more than there may be. */
  async #makeRoom(wanted: string): Promise<void> {
    while (this.#worlds.size > this.#most) {
      const name = await worldToEvict(this.#worlds, this.#store, wanted);
      if (name === undefined) {
        const advice = 'delete some, or allow more with --max-worlds';
        throw new NoSuchWorld(
          `there are ${this.#most} worlds already, none of which may go; ${advice}`,
          true,
        );
      }
      await this.delete(name);
    }
  }

  async #open(name: string): Promise<World> {
    const record = (await this.#store.record(name)) ?? this.#fresh(false);
    return new World(name, {
      clock: this.#clock,
      journal: this.#newJournal(),
      rates: new RateWindow(),
      faults: new Faults(record.seed, this.#faultsOf(name)),
      store: this.#store,
      record,
      learned: await this.#store.learned(name),
    });
  }
}
