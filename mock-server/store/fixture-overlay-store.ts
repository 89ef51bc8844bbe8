import type { Instance } from '../domain/instances/instance.ts';
import type {
  Change,
  Filter,
  LearnedFact,
  Page,
  Put,
  Store,
  StoreHealth,
  WorldRecord,
} from './interface/store.ts';
import { matches } from './memory/memory-store.ts';
import { numbersOf } from './memory/rows.ts';

const NONE: ReadonlyMap<string, Instance> = new Map();

/**
 * A store in which every world begins with the instances of the fixtures, unless it was made from something else. They
 * are shared until one changes: only then does a world keep its own.
 */
export class StoreOverFixtures implements Store {
  readonly #store: Store;
  #base: ReadonlyMap<string, Instance>;
  #numbers: ReadonlySet<number>;
  /** Worlds that were made from something else. */
  readonly #otherwise = new Set<string>();
  /** By world, what of the fixtures it does not begin with, and what is left of them. */
  readonly #without = new Map<string, { ids: ReadonlySet<string>; base: ReadonlyMap<string, Instance> }>();

  constructor(store: Store, instances: readonly Instance[]) {
    this.#store = store;
    this.#base = byId(instances);
    this.#numbers = new Set(instances.flatMap(numbersOf));
  }

  /** From now on every world begins with these; what a world has of its own stays. */
  rebase(instances: readonly Instance[]): void {
    this.#base = byId(instances);
    this.#numbers = new Set(instances.flatMap(numbersOf));
    const without = [...this.#without];
    this.#without.clear();
    for (const [world, { ids }] of without) this.#note(world, { without: [...ids] });
  }

  /** The instances that worlds begin with. */
  get fixtures(): readonly Instance[] {
    return [...this.#base.values()];
  }

  get kind(): Store['kind'] {
    return this.#store.kind;
  }

  worlds(): Promise<string[]> {
    return this.#store.worlds();
  }

  async record(world: string): Promise<WorldRecord | undefined> {
    const record = await this.#store.record(world);
    if (record) this.#note(world, record);
    return record;
  }

  /** What a record says of what the world begins with. */
  #note(world: string, { madeFrom, without }: Pick<WorldRecord, 'madeFrom' | 'without'>): void {
    if (madeFrom) this.#otherwise.add(world);
    if (!without || this.#without.get(world)?.ids.size === without.length) return;
    const ids = new Set(without);
    this.#without.set(world, { ids, base: new Map([...this.#base].filter(([id]) => !ids.has(id))) });
  }

  #baseOf(world: string): ReadonlyMap<string, Instance> {
    return this.#otherwise.has(world) ? NONE : (this.#without.get(world)?.base ?? this.#base);
  }

  learned(world: string): Promise<readonly LearnedFact[]> {
    return this.#store.learned(world);
  }

  async get(world: string, id: string): Promise<Instance | undefined> {
    return (await this.#store.get(world, id)) ?? this.#baseOf(world).get(id);
  }

  /** Whether a world has instances of its own. */
  async ownInstances(world: string): Promise<boolean> {
    const { items } = await this.#store.list(world, { limit: 1 });
    return items.length > 0;
  }

  async has(world: string, id: string | number): Promise<boolean> {
    const base = this.#baseOf(world);
    const inBase = typeof id === 'number' ? base.size > 0 && this.#numbers.has(id) : base.has(id);
    return inBase || this.#store.has(world, id);
  }

  async list(world: string, filter: Filter): Promise<Page> {
    const { cursor, ...rest } = filter;
    const base = this.#baseOf(world);
    const inBase = cursor === undefined || base.has(cursor);
    const items = inBase ? await this.#fromBase(world, filter) : [];
    if (items.length > filter.limit) return cut(items, filter.limit);
    const more = { ...rest, limit: filter.limit + base.size, ...(!inBase && { cursor }) };
    const page = await this.#store.list(world, more);
    const all = [...items, ...page.items.filter(({ id }) => !base.has(id))];
    return all.length > filter.limit || page.next ? cut(all, filter.limit) : { items: all };
  }

  async find(world: string, api: string, key: string): Promise<string[]> {
    const inBase = [...this.#baseOf(world).values()].filter(
      (instance) => instance.api === api && instance.key === key,
    );
    return [...new Set([...inBase.map(({ id }) => id), ...(await this.#store.find(world, api, key))])];
  }

  async commit(world: string, change: Change): Promise<boolean> {
    if (change.record.madeFrom) this.#otherwise.add(world);
    const written = await this.#commit(world, change);
    if (written) this.#note(world, change.record);
    return written;
  }

  async #commit(world: string, change: Change): Promise<boolean> {
    const base = this.#baseOf(world);
    // Most often something is started, and the fixtures have nothing to do with it.
    if (change.puts.every(({ instance }) => !base.has(instance.id))) return this.#store.commit(world, change);
    const puts: Put[] = [];
    for (const put of change.puts) {
      const expected = await this.#expected(world, put);
      if (expected === undefined) return false;
      puts.push({ ...put, expected });
    }
    return this.#store.commit(world, { ...change, puts });
  }

  async *all(world: string): AsyncIterable<Instance> {
    const base = this.#baseOf(world);
    for (const id of base.keys()) {
      const instance = await this.get(world, id);
      if (instance) yield instance;
    }
    for await (const instance of this.#store.each(world)) if (!base.has(instance.id)) yield instance;
  }

  each(world: string): AsyncIterable<Instance> {
    return this.#store.each(world);
  }

  /** All instances of a world as they are kept, in any order, shown or not. */
  async *everything(world: string): AsyncIterable<Instance> {
    const own = new Set<string>();
    for await (const instance of this.#store.each(world)) {
      own.add(instance.id);
      yield instance;
    }
    for (const [id, instance] of this.#baseOf(world)) if (!own.has(id)) yield instance;
  }

  async drop(world: string): Promise<void> {
    const otherwise = this.#otherwise.delete(world);
    const without = this.#without.get(world);
    this.#without.delete(world);
    try {
      await this.#store.drop(world);
    } catch (error) {
      if (otherwise) this.#otherwise.add(world);
      if (without) this.#without.set(world, without);
      throw error;
    }
  }

  purge(): Promise<void> {
    return this.#store.purge();
  }

  health(): StoreHealth {
    return this.#store.health();
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  /** What the store below must hold for a put to fit; undefined when it cannot. */
  async #expected(world: string, { instance, expected }: Put): Promise<number | null | undefined> {
    const base = this.#baseOf(world).get(instance.id);
    if (!base || (await this.#store.get(world, instance.id))) return expected;
    // What it is where a world begins depends on the world, and so does its version.
    return expected === null ? undefined : null;
  }

  async #fromBase(world: string, filter: Filter): Promise<Instance[]> {
    const ids = [...this.#baseOf(world).keys()];
    const start = filter.cursor === undefined ? 0 : ids.indexOf(filter.cursor) + 1;
    const instances = await Promise.all(ids.slice(start).map((id) => this.get(world, id)));
    return instances
      .filter((instance) => instance !== undefined)
      .filter((instance) => matches(instance, filter));
  }
}

function byId(instances: readonly Instance[]): ReadonlyMap<string, Instance> {
  return new Map(instances.map((instance) => [instance.id, instance]));
}

function cut(items: Instance[], limit: number): Page {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return last && items.length >= limit ? { items: page, next: last.id } : { items: page };
}
