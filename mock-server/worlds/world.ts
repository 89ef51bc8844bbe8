import { EventEmitter } from 'node:events';
import type { Faults } from '../domain/faults/choose-fault.ts';
import { asBegun } from '../domain/instances/fixture-entry.ts';
import { Ids } from '../domain/instances/ids.ts';
import type { Instance } from '../domain/instances/instance.ts';
import type { Journal } from '../domain/journal/journal.ts';
import type { RateWindow } from '../domain/time/rate-window.ts';
import { WorldClock } from '../domain/time/world-clock.ts';
import type { Filter, Page, Put, Store, WorldRecord } from '../store/interface/store.ts';
import { announceWritten } from './announce-written.ts';
import { LearnedFacts } from './learned-facts.ts';
import { MovingDates } from './moving-dates.ts';
import { recordOf } from './record-of-world.ts';
import { RemovedInstances } from './removed-instances.ts';
import type { WorldParts } from './world-parts.ts';

/** Everything that can change, and nothing that another world sees. */
export class World {
  readonly name: string;
  readonly clock: WorldClock;
  readonly ids: Ids;
  readonly seed: string;
  /** What somebody said of how it is to begin; and when it did by its own clock, ISO 8601: what the fixtures tell is told from then. */
  readonly begun: WorldRecord['begun'];
  readonly since: string;
  readonly #asBegun = (instance: Instance): Instance => asBegun(instance, Date.parse(this.since));
  readonly journal: Journal;
  readonly rates: RateWindow;
  readonly faults: Faults;
  readonly #store: Store;
  readonly #learned: LearnedFacts;
  readonly #announcements: WorldParts['announcements'];
  #pinned: boolean;
  #makeReal: ((world: World) => Promise<void>) | undefined;
  #making: Promise<void> | undefined;
  /** What it was made from, if not the fixtures. */
  readonly madeFrom: WorldRecord['madeFrom'];
  readonly movingDates: MovingDates;
  readonly removed: RemovedInstances;
  #closed = false;
  /** While it is there, it is open whether this is the end, and who comes waits. */
  #ending: Promise<void> | undefined;
  /** Commits that are on their way. */
  readonly #writing = new Set<Promise<boolean>>();
  /** The last move of the clock. */
  #moving: Promise<void> = Promise.resolve();
  readonly #changes = new EventEmitter().setMaxListeners(0);

  /** @param makeReal makes it one of the worlds there are; undefined: it is one */
  constructor(
    name: string,
    { clock, journal, rates, faults, store, record, learned, announcements }: WorldParts,
    makeReal?: (world: World) => Promise<void>,
  ) {
    this.#makeReal = makeReal;
    ({ begun: this.begun, seed: this.seed, pinned: this.#pinned, madeFrom: this.madeFrom } = record);
    this.name = name;
    this.clock = new WorldClock(clock, record.time);
    this.since = record.since ?? record.begun?.at ?? this.clock.kept().world;
    this.journal = journal;
    this.rates = rates;
    this.faults = faults;
    this.ids = new Ids(record.seed, record.sequence, (id) => store.has(name, id));
    this.#store = store;
    this.#announcements = announcements;
    this.#learned = new LearnedFacts(learned);
    this.movingDates = new MovingDates(record);
    this.removed = new RemovedInstances(record);
  }

  async get(id: string): Promise<Instance | undefined> {
    while (this.#ending) await this.#ending;
    const found = this.#closed ? undefined : await this.#store.get(this.name, id);
    return found && this.#asBegun(found);
  }

  async list(filter: Filter): Promise<Page> {
    while (this.#ending) await this.#ending;
    if (this.#closed) return { items: [] };
    const page = await this.#store.list(this.name, filter);
    return { ...page, items: page.items.map(this.#asBegun) };
  }

  /** All instances, those of the fixtures among them, as they are stored. */
  async *all(): AsyncIterable<Instance> {
    while (this.#ending) await this.#ending;
    if (!this.#closed) for await (const instance of this.#store.all(this.name)) yield this.#asBegun(instance);
  }

  async find(api: string, key: string): Promise<string[]> {
    while (this.#ending) await this.#ending;
    return this.#closed ? [] : this.#store.find(this.name, api, key);
  }

  /**
   * Writes instances, with what the world has come to since: ids given, facts learned, where its clock is.
   * Once the world is closed it writes nothing: what is asked too late counts as done just before the end. One that was
   * not made yet is, with that.
   * @returns false, with nothing written, when one is no longer at the version expected
   */
  commit(puts: Put[]): Promise<boolean> {
    return this.#write(puts, []);
  }

  /** Removes instances, for good. @param others ids that are not there, and are not to come back by a reset either */
  async remove(ids: readonly string[], others: readonly string[] = []): Promise<void> {
    const takeBack = this.removed.add([...ids, ...others]);
    await this.#write([], [...ids]).catch((error) => {
      takeBack();
      throw error;
    });
    this.#changes.emit('written', undefined);
  }

  async #write(puts: Put[], removes: string[], moved?: WorldClock): Promise<boolean> {
    while (this.#ending) await this.#ending;
    if (this.#makeReal && !this.#closed) {
      await this.make();
      while (this.#ending) await this.#ending;
    }
    if (this.#closed) return true;
    const learned = this.#learned.take();
    const writing = this.#store.commit(this.name, {
      puts,
      record: recordOf(this, puts),
      ...(learned.length > 0 && { learned }),
      ...(removes.length > 0 && { removes }),
    });
    this.#writing.add(writing);
    let written = false;
    try {
      written = await writing;
    } finally {
      this.#writing.delete(writing);
      if (!written) this.#learned.giveBack(learned);
    }
    if (!written) return false;
    announceWritten(this.#announcements, this.name, { puts, removes, moved });
    const instances = puts.map(({ instance }) => instance);
    this.#changes.emit('written', instances);
    this.#changes.emit('change');
    return true;
  }

  /**
   * Moves the clock, and keeps where it is then. One move after the other: one that is taken back must not take back
   * what was moved since.
   * @throws what the move throws, or the store when it cannot keep it; the clock has not moved then
   */
  moveClock(move: (clock: WorldClock) => void): Promise<void> {
    const moved = this.#moving.then(() => this.#move(move));
    this.#moving = moved.catch(() => {});
    return moved;
  }

  async #move(move: (clock: WorldClock) => void): Promise<void> {
    const before = this.clock.position();
    move(this.clock);
    try {
      await this.#write([], [], this.clock);
    } catch (error) {
      this.clock.takeBack(before);
      // Who waits for what falls due reckoned with the other time.
      this.#changes.emit('written', undefined);
      this.#changes.emit('change');
      throw error;
    }
  }

  /** Whether it is one of the worlds there are; until something is to be kept in it, it is not. */
  get made(): boolean {
    return this.#makeReal === undefined;
  }

  /** Makes it one of the worlds there are. @throws Refusal where there is no room for it */
  async make(): Promise<void> {
    if (!this.#makeReal) return;
    this.#making ??= this.#makeReal(this).finally(() => {
      this.#making = undefined;
    });
    await this.#making;
    this.#makeReal = undefined;
  }

  /** Whether it was made by name, and so stays where others go to make room. */
  get pinned(): boolean {
    return this.#pinned;
  }

  /** Makes it stay, and keeps that. */
  async pin(): Promise<void> {
    const isNew = !this.#pinned;
    this.#pinned = true;
    await this.commit([]);
    if (isNew) this.#announcements.announce(this.name, 'world', () => ({ change: 'kept' }));
  }

  /**
   * Ends this world, when it is deleted or begins anew: requests that are still on their way must not reach into the
   * next world of the same name. Those who wait look once more, and find nothing.
   * @param forget has the store forget it; when that fails, the world goes on with all that it has
   */
  async end(forget: () => Promise<void>): Promise<void> {
    let decided = (): void => {};
    this.#ending = new Promise((resolve) => {
      decided = resolve;
    });
    try {
      await Promise.allSettled(this.#writing);
      await forget();
      this.#closed = true;
    } finally {
      this.#ending = undefined;
      decided();
    }
    this.#changes.emit('change');
  }

  /** Whether it was deleted, or began anew as another. */
  get closed(): boolean {
    return this.#closed;
  }
  /** What was learned about an API, in order. */
  learned(api: string): readonly Record<string, unknown>[] {
    return this.#learned.of(api);
  }

  /** Remembers a fact; it is kept with the next commit. */
  learn(api: string, fact: Record<string, unknown>): void {
    this.#learned.add(api, fact);
  }

  /** How many are called back. */
  get waiting(): number {
    return this.#changes.listenerCount('change');
  }

  /** Calls back with what was written, until what it returns is called; with nothing when the clock was taken back, or some went. */
  onWritten(listener: (written: readonly Instance[] | undefined) => void): () => void {
    this.#changes.on('written', listener);
    return () => this.#changes.off('written', listener);
  }

  /** Calls back at every commit and at the end, until what it returns is called. */
  onChange(listener: () => void): () => void {
    this.#changes.on('change', listener);
    return () => this.#changes.off('change', listener);
  }
}
