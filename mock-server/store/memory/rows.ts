import type { Instance } from '../../domain/instances/instance.ts';
import { MemoryBudget } from '../../domain/memory/memory-budget.ts';
import type { Entry } from '../interface/entry.ts';
import type { Change, LearnedFact, WorldRecord } from '../interface/store.ts';
import { bytesOfFact, bytesOfInstance, bytesOfPuts, WORLD_BYTES } from './row-bytes.ts';

/** The rows of one world. */
export interface WorldRows {
  record: WorldRecord;
  instances: Map<string, Instance>;
  /** By API and key, the ids of the instances that have it. */
  keys: Map<string, Set<string>>;
  /** The integers among the facts of instances: ids of other kinds. One that is no longer there stays. */
  numbers: Set<number>;
  learned: LearnedFact[];
  /** How much memory they take, about. */
  bytes: number;
}

/** What is kept of all worlds, in memory. */
export class MemoryRows {
  readonly worlds = new Map<string, WorldRows>();
  readonly memory: MemoryBudget;
  #count = 0;

  /** @param memory what they take of it is counted there */
  constructor(memory = new MemoryBudget()) {
    this.memory = memory;
  }

  /** How many instances there are, in all worlds. */
  get count(): number {
    return this.#count;
  }

  /** Adds what was kept; the record of a world comes before all else of it. */
  load(entry: Entry): void {
    if ('record' in entry) this.#world(entry.world, entry.record);
    else {
      const rows = this.worlds.get(entry.world);
      if (!rows) throw new Error(`world "${entry.world}" has no record`);
      if ('learned' in entry) this.#learn(rows, entry.learned);
      else this.#add(rows, entry.instance);
    }
  }

  /** Whether every instance of a change is at the version it was made from. */
  fits(world: string, { puts }: Change): boolean {
    const instances = this.worlds.get(world)?.instances;
    return puts.every(
      ({ instance, expected }) => (instances?.get(instance.id)?.version ?? null) === expected,
    );
  }

  apply(world: string, { puts, record, learned = [], removes = [] }: Change): void {
    const rows = this.#world(world, record);
    for (const id of removes) this.take(world, id);
    for (const { instance } of puts) this.#add(rows, instance);
    for (const one of learned) this.#learn(rows, one);
  }

  /** Forgets a world. */
  drop(world: string): void {
    const rows = this.worlds.get(world);
    this.#count -= rows?.instances.size ?? 0;
    this.memory.count('instances', -(rows?.bytes ?? 0));
    this.worlds.delete(world);
  }

  /** Undoes that a world was forgotten. */
  putBack(world: string, rows: WorldRows): void {
    this.drop(world);
    this.worlds.set(world, rows);
    this.#count += rows.instances.size;
    this.memory.count('instances', rows.bytes);
  }

  /** Does what a log says was done. */
  replay(record: { world: string; change: Change } | { world: string; drop: true }): void {
    if ('drop' in record) this.drop(record.world);
    else this.apply(record.world, record.change);
  }

  /** Takes a change back; none that was built on it may be left. */
  takeBack(world: string, before: WorldRows | undefined, earlier: Earlier): void {
    if (!before) {
      this.drop(world);
      return;
    }
    before.record = earlier.record ?? before.record;
    for (const one of before.learned.splice(earlier.learned)) this.#take(before, -bytesOfFact(one));
    for (const [written, old] of earlier.instances) {
      if (old) this.#add(before, old);
      else this.#remove(before, written);
    }
  }

  /** How the instances of a change were before it. */
  earlier(world: string, { puts, removes = [] }: Change): Earlier {
    const rows = this.worlds.get(world);
    const removed = removes.flatMap((id) => rows?.instances.get(id) ?? []);
    return {
      record: rows?.record,
      learned: rows?.learned.length ?? 0,
      instances: [
        ...puts.map(({ instance }): Earlier['instances'][number] => [
          instance,
          rows?.instances.get(instance.id),
        ]),
        ...removed.map((instance): Earlier['instances'][number] => [instance, instance]),
      ],
    };
  }

  /** How much more memory instances take after a change. */
  growth(world: string, change: Change): number {
    return bytesOfPuts(change.puts, this.worlds.get(world)?.instances);
  }

  /** Takes an instance out. @returns undefined when there is none */
  take(world: string, id: string): Instance | undefined {
    const rows = this.worlds.get(world);
    const instance = rows?.instances.get(id);
    if (rows && instance) this.#remove(rows, instance);
    return instance;
  }

  /** All of it; nothing may be changed meanwhile. */
  *entries(): Generator<Entry, void> {
    for (const [world, { record, instances, learned }] of this.worlds) {
      yield { world, record };
      for (const one of learned) yield { world, learned: one };
      for (const instance of instances.values()) yield { world, instance };
    }
  }

  #world(name: string, record: WorldRecord): WorldRows {
    const known = this.worlds.get(name);
    const rows = known ?? emptyRows(record);
    rows.record = record;
    if (known) return rows;
    this.worlds.set(name, rows);
    this.#take(rows, WORLD_BYTES);
    return rows;
  }

  #learn(rows: WorldRows, fact: LearnedFact): void {
    rows.learned.push(fact);
    this.#take(rows, bytesOfFact(fact));
  }

  #take(rows: WorldRows, bytes: number): void {
    rows.bytes += bytes;
    this.memory.count('instances', bytes);
  }

  /** A key stays with an instance from its start to its end, so the index grows with new instances only. */
  #add(rows: WorldRows, instance: Instance): void {
    const { instances, keys, numbers } = rows;
    const before = instances.get(instance.id);
    instances.set(instance.id, instance);
    if (!before) {
      this.#count += 1;
      for (const number of numbersOf(instance)) numbers.add(number);
    }
    this.#take(rows, bytesOfInstance(instance) - (before ? bytesOfInstance(before) : 0));
    if (instance.key === undefined) return;
    const name = keyOf(instance.api, instance.key);
    const ids = keys.get(name) ?? new Set<string>();
    keys.set(name, ids.add(instance.id));
  }

  #remove(rows: WorldRows, { id, api, key }: Instance): void {
    const { instances, keys } = rows;
    const before = instances.get(id);
    if (before) {
      instances.delete(id);
      this.#count -= 1;
      this.#take(rows, -bytesOfInstance(before));
    }
    if (key === undefined) return;
    const name = keyOf(api, key);
    keys.get(name)?.delete(id);
    if (keys.get(name)?.size === 0) keys.delete(name);
  }
}

/** How things were before a change. */
export interface Earlier {
  record: WorldRecord | undefined;
  /** How many facts there were. */
  learned: number;
  instances: [written: Instance, earlier: Instance | undefined][];
}

function emptyRows(record: WorldRecord): WorldRows {
  return { record, instances: new Map(), keys: new Map(), numbers: new Set(), learned: [], bytes: 0 };
}

/** The integers among the facts of an instance. */
export function numbersOf({ facts }: Instance): number[] {
  return Object.values(facts ?? {}).filter((value): value is number => Number.isSafeInteger(value));
}

/** By what an index finds instances with a key. */
export const keyOf = (api: string, key: string): string => `${api} ${key}`;
