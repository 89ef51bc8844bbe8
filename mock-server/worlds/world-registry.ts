import { randomBytes } from 'node:crypto';
import type { FaultRule } from '../domain/faults/choose-fault.ts';
import type { WorldTime } from '../domain/time/world-time.ts';
import { Refusal } from '../domain/values/refusal.ts';
import type { Change } from '../store/interface/store.ts';
import { type Entry, WorldRoom } from './evict-world.ts';
import { NewWorlds } from './new-worlds.ts';
import { UnmadeWorlds } from './unmade-worlds.ts';
import type { World } from './world.ts';
import { type Beginning, staysMade } from './world-beginning.ts';
import { checkWorldName, DEFAULT_WORLD } from './world-name.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** The worlds of a server. One is made when something is to be kept in it; until then it answers as it would begin. */
export class Worlds {
  readonly #options: WorldsOptions;
  readonly #new: NewWorlds;
  readonly #listeners = new Set<(world: World) => void>();
  /** The least recently used first. */
  readonly #worlds: Map<string, Entry>;
  readonly #unmade = new UnmadeWorlds();
  readonly #room: WorldRoom;
  /** The worlds that the store is just forgetting; each stays in the registry until the store has. */
  readonly #going = new Map<string, Promise<void>>();

  constructor(options: WorldsOptions) {
    this.#options = options;
    this.#new = new NewWorlds(options, (world) => this.#makeReal(world));
    this.#room = new WorldRoom(options);
    this.#worlds = new Map(options.kept.map((name) => [name, {}]));
  }

  /**
   * The world of a name, which need not be made yet.
   * @throws NoSuchWorld for a name that cannot be one
   */
  async get(name: string): Promise<World> {
    // A new world must not begin with what is left of the former one of its name; where that one cannot go, it stays.
    while (this.#going.has(name)) await this.#going.get(name)?.catch(() => {});
    const known = this.#worlds.get(name);
    if (!known && name !== DEFAULT_WORLD) return this.#unmadeWorld(name);
    const entry = known ?? {};
    // The world was used just now, so it goes to the end of the map.
    this.#worlds.delete(name);
    this.#worlds.set(name, entry);
    entry.ready ??= this.#opened(name, entry, known === undefined);
    return entry.ready;
  }

  /** The world of whoever names none. */
  default(): Promise<World> {
    return this.get(DEFAULT_WORLD);
  }

  /** From now on worlds begin with these faults; those that still have the ones they began with get them at once. */
  beginWith(faultsOf: (world: string) => readonly FaultRule[]): void {
    for (const { name, faults } of [...this.opened(), ...this.#unmade.values()])
      if (faults.are(this.#new.faultsOf(name))) faults.replace(faultsOf(name));
    this.#new.faultsOf = faultsOf;
  }

  /** How many worlds there are. */
  get size(): number {
    return this.#worlds.size;
  }

  has(name: string): boolean {
    return this.#worlds.has(name);
  }

  /** Those of which something was asked since the start. */
  opened(): World[] {
    return [...this.#worlds.values()].flatMap(({ world }) => world ?? []);
  }

  /** Calls back with each world that becomes the one of its name, until what it returns is called. */
  onCurrent(listener: (world: World) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The names of all worlds, sorted. */
  names(): string[] {
    return [...this.#worlds.keys()].sort();
  }

  /** Worlds that requests were sent to and that are not made, as nothing is kept in them; sorted by name. */
  notMade(): World[] {
    const asked = [...this.#unmade.values()].filter(({ journal }) => journal.size > 0);
    return asked.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** A world as it stands, for those who only look: looking does not count as use, and makes no world. */
  async look(name: string): Promise<World | undefined> {
    const entry = this.#worlds.get(name);
    return entry && (entry.ready ?? this.#open(name));
  }

  /**
   * Makes a world that begins as somebody says, and is never evicted; a former world of that name goes, with all in it.
   * @throws NoSuchWorld, RangeError for a beginning that is none, Refusal where there is no room or it cannot be written
   */
  async make(name: string, begun: Beginning): Promise<World> {
    const record = this.#new.recordOf(begun, true);
    return this.#beginAnew(await this.get(name), { puts: [], record });
  }

  /** A world as `make` would make it, which is made when something is to be kept in it. */
  toMake(name: string, begun: Beginning): World {
    return this.#new.unmade(name, this.#new.recordOf(begun, true));
  }

  async #beginAnew(before: World, next: Change): Promise<World> {
    const { name } = before;
    if (this.#worlds.has(name)) return this.#end(name, next).then(() => this.get(name));
    await before.end(async () => {});
    const world = this.#new.unmade(name, next.record, before.journal);
    for (const { api, fact } of next.learned ?? []) world.learn(api, fact);
    this.#unmade.set(world);
    this.#becameCurrent(world, 'begun');
    await world.commit(next.puts);
    return world;
  }

  /**
   * Takes a world back to what it was made from; one that was made by name stays one. A seed that nobody gave is drawn
   * anew: whoever remembers ids of before is not to meet others under them.
   * @throws StoreUnavailable when that cannot be written; the world goes on as it was
   */
  async reset(name: string): Promise<World> {
    const before = await this.get(name);
    const begun = before.begun ?? this.#options.begun ?? {};
    const fresh = this.#new.record(begun, before.pinned, randomBytes(6).toString('hex'));
    const record = { ...fresh, ...before.removed.kept() };
    await this.#end(name, { puts: [], record });
    return this.get(name);
  }

  /**
   * Ends a world, if there is one of this name, and begins another: what the change writes is all that it has.
   * @throws StoreUnavailable when that cannot be written; the world goes on as it was
   */
  async replace(name: string, next: Change): Promise<World> {
    return this.#beginAnew(await this.get(name), next);
  }

  /** The time with which a new world would begin. */
  readonly present = (): WorldTime => this.#new.record().time as WorldTime;

  /**
   * Forgets a world and all that is in it.
   * @throws StoreUnavailable when that cannot be written; the world goes on as it was
   */
  delete(name: string): Promise<void> {
    return this.#end(name);
  }

  /** @param next what it is to begin anew with */
  #end(name: string, next?: Change): Promise<void> {
    const going = this.#going.get(name) ?? this.#forget(name, next).finally(() => this.#going.delete(name));
    this.#going.set(name, going);
    return going;
  }

  async #forget(name: string, next: Change | undefined): Promise<void> {
    const entry = this.#worlds.get(name);
    if (!entry) await this.#unmade.get(name)?.end(async () => {});
    else if (entry.world) await entry.world.end(() => this.#drop(name, next));
    else {
      const dropped = this.#drop(name, next);
      // A world that is still being opened ends once it is open. That is not awaited: opening may wait for this very drop.
      entry.ready?.then((world) => world.end(() => dropped)).catch(() => {});
      await dropped;
    }
    this.#unmade.delete(name);
    if (this.#worlds.get(name) === entry) this.#worlds.delete(name);
    this.#room.freed();
    if (next) this.#beginAs(name, next);
    else if (entry) this.#new.announcements.announce(name, 'world', () => ({ change: 'deleted' }));
  }

  #beginAs(name: string, { record, learned }: Change): void {
    const stays = staysMade(name, record);
    const world = stays ? this.#new.made(name, record, learned) : this.#new.unmade(name, record);
    if (stays) this.#worlds.set(name, { ready: Promise.resolve(world), world });
    else this.#unmade.set(world);
    this.#becameCurrent(world, 'begun');
  }

  /** Asks the store to drop and to begin in one turn: it writes both or nothing, so no pinned world's name is lost. */
  async #drop(name: string, next: Change | undefined): Promise<void> {
    const { store } = this.#options;
    const dropped = store.drop(name);
    const begun = next && staysMade(name, next.record) && store.commit(name, next);
    await Promise.all([dropped, begun]);
  }

  async #opened(name: string, entry: Entry, isNew: boolean): Promise<World> {
    try {
      if (isNew) await this.#room.make(this.#worlds, name, (other) => this.delete(other));
      entry.world = await this.#open(name);
      this.#becameCurrent(entry.world);
      return entry.world;
    } catch (error) {
      // A world that the store keeps is opened again by whoever asks next.
      delete entry.ready;
      if (isNew && this.#worlds.get(name) === entry) this.#worlds.delete(name);
      throw error;
    }
  }

  async #open(name: string): Promise<World> {
    const { store } = this.#options;
    const record = (await store.record(name)) ?? this.#new.record();
    return this.#new.made(name, record, await store.learned(name));
  }

  #unmadeWorld(name: string): World {
    checkWorldName(name);
    const known = this.#unmade.get(name);
    if (known) return known;
    const world = this.#new.unmade(name, this.#new.record());
    this.#unmade.set(world);
    return world;
  }

  /** Tells that a world is the one of its name from now on. */
  #becameCurrent(world: World, change?: 'made' | 'begun'): void {
    if (change) this.#new.announcements.announce(world.name, 'world', () => ({ change }));
    for (const listener of [...this.#listeners]) listener(world);
  }

  /** @throws Refusal where there is no room for it, or another one of its name was made meanwhile */
  async #makeReal(world: World): Promise<void> {
    const { name, journal } = world;
    if (this.#worlds.has(name) || this.#going.has(name))
      throw new Refusal('unavailable', { reason: `the world ${name} has begun anew; try it once more` });
    const entry = { ready: Promise.resolve(world), world };
    this.#worlds.set(name, entry);
    try {
      await this.#room.make(this.#worlds, name, (other) => this.delete(other));
    } catch (error) {
      if (this.#worlds.get(name) === entry) this.#worlds.delete(name);
      throw error;
    }
    this.#unmade.delete(name);
    journal.widen();
    this.#becameCurrent(world, 'made');
  }
}
