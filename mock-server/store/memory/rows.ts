import type { Instance } from '../../domain/instances/instance.ts';
import type { Change, WorldRecord } from '../interface/store.ts';

/** The rows of one world. */
export interface WorldRows {
  record: WorldRecord;
  instances: Map<string, Instance>;
  /** By API and key, the ids of the instances that have it. */
  keys: Map<string, Set<string>>;
}

/** A world as plain data. */
interface KeptWorld {
  record: WorldRecord;
  instances: Instance[];
}

/** What is kept of all worlds, in memory. */
export class MemoryRows {
  readonly worlds = new Map<string, WorldRows>();
  #count = 0;

  /** How many instances there are, in all worlds. */
  get count(): number {
    return this.#count;
  }

  /** Adds worlds, or more instances of those that are there. */
  load(worlds: Record<string, KeptWorld>): void {
    for (const [name, { record, instances }] of Object.entries(worlds)) {
      const world: WorldRows = this.worlds.get(name) ?? { record, instances: new Map(), keys: new Map() };
      for (const instance of instances) this.#add(world, instance);
      this.worlds.set(name, world);
    }
  }

  /** Whether every instance of a change is at the version it was made from. */
  fits(world: string, { puts }: Change): boolean {
    const instances = this.worlds.get(world)?.instances;
    return puts.every(
      ({ instance, expected }) => (instances?.get(instance.id)?.version ?? null) === expected,
    );
  }

  apply(world: string, { puts, record }: Change): void {
    const rows = this.worlds.get(world) ?? { record, instances: new Map(), keys: new Map() };
    rows.record = record;
    for (const { instance } of puts) this.#add(rows, instance);
    this.worlds.set(world, rows);
  }

  /** Forgets a world. */
  drop(world: string): void {
    this.#count -= this.worlds.get(world)?.instances.size ?? 0;
    this.worlds.delete(world);
  }

  /** Undoes that a world was forgotten. */
  putBack(world: string, rows: WorldRows): void {
    this.drop(world);
    this.worlds.set(world, rows);
    this.#count += rows.instances.size;
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
    for (const [written, old] of earlier.instances) {
      if (old) before.instances.set(old.id, old);
      else this.#remove(before, written);
    }
  }

  /** How the instances of a change were before it. */
  earlier(world: string, { puts }: Change): Earlier {
    const rows = this.worlds.get(world);
    return {
      record: rows?.record,
      instances: puts.map(({ instance }) => [instance, rows?.instances.get(instance.id)]),
    };
  }

  /** All of it as plain data, by world, for a snapshot. */
  snapshot(): Record<string, KeptWorld> {
    const worlds = [...this.worlds].map(([name, { record, instances }]) => {
      return [name, { record, instances: [...instances.values()] }] satisfies [string, KeptWorld];
    });
    return Object.fromEntries(worlds);
  }

  /** A key stays with an instance from its start to its end, so the index grows with new instances only. */
  #add({ instances, keys }: WorldRows, instance: Instance): void {
    const size = instances.size;
    instances.set(instance.id, instance);
    this.#count += instances.size - size;
    if (instance.key === undefined) return;
    const name = keyOf(instance.api, instance.key);
    const ids = keys.get(name) ?? new Set<string>();
    keys.set(name, ids.add(instance.id));
  }

  #remove({ instances, keys }: WorldRows, { id, api, key }: Instance): void {
    if (instances.delete(id)) this.#count -= 1;
    if (key !== undefined) keys.get(keyOf(api, key))?.delete(id);
  }
}

/** How things were before a change. */
export interface Earlier {
  record: WorldRecord | undefined;
  instances: [written: Instance, earlier: Instance | undefined][];
}

/** By what an index finds instances with a key. */
export const keyOf = (api: string, key: string): string => `${api} ${key}`;
