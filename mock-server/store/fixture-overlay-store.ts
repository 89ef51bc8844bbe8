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

/**
 * A store in which every world begins with the instances of the fixtures. They are shared until one changes: only then
 * does a world keep its own.
 */
export class StoreOverFixtures implements Store {
  readonly #store: Store;
  #base: ReadonlyMap<string, Instance>;
  #numbers: ReadonlySet<number>;

  constructor(store: Store, instances: readonly Instance[]) {
    this.#store = store;
    this.#base = byId(instances);
    this.#numbers = new Set(instances.flatMap(numbersOf));
  }

  /** From now on every world begins with these; what a world has of its own stays. */
  rebase(instances: readonly Instance[]): void {
    this.#base = byId(instances);
    this.#numbers = new Set(instances.flatMap(numbersOf));
  }

  get kind(): Store['kind'] {
    return this.#store.kind;
  }

  worlds(): Promise<string[]> {
    return this.#store.worlds();
  }

  record(world: string): Promise<WorldRecord | undefined> {
    return this.#store.record(world);
  }

  learned(world: string): Promise<readonly LearnedFact[]> {
    return this.#store.learned(world);
  }

  async get(world: string, id: string): Promise<Instance | undefined> {
    return (await this.#store.get(world, id)) ?? this.#base.get(id);
  }

  async has(world: string, id: string | number): Promise<boolean> {
    const inBase = typeof id === 'number' ? this.#numbers.has(id) : this.#base.has(id);
    return inBase || this.#store.has(world, id);
  }

  async list(world: string, filter: Filter): Promise<Page> {
    const { cursor, ...rest } = filter;
    const inBase = cursor === undefined || this.#base.has(cursor);
    const items = inBase ? await this.#fromBase(world, filter) : [];
    if (items.length > filter.limit) return cut(items, filter.limit);
    const more = { ...rest, limit: filter.limit + this.#base.size, ...(!inBase && { cursor }) };
    const page = await this.#store.list(world, more);
    const all = [...items, ...page.items.filter(({ id }) => !this.#base.has(id))];
    return all.length > filter.limit || page.next ? cut(all, filter.limit) : { items: all };
  }

  async find(world: string, api: string, key: string): Promise<string[]> {
    const inBase = [...this.#base.values()].filter(
      (instance) => instance.api === api && instance.key === key,
    );
    return [...new Set([...inBase.map(({ id }) => id), ...(await this.#store.find(world, api, key))])];
  }

  async commit(world: string, change: Change): Promise<boolean> {
    // Most often something is started, and the fixtures have nothing to do with it.
    if (change.puts.every(({ instance }) => !this.#base.has(instance.id)))
      return this.#store.commit(world, change);
    const puts: Put[] = [];
    for (const put of change.puts) {
      const expected = await this.#expected(world, put);
      if (expected === undefined) return false;
      puts.push({ ...put, expected });
    }
    return this.#store.commit(world, { ...change, puts });
  }

  each(world: string): AsyncIterable<Instance> {
    return this.#store.each(world);
  }

  drop(world: string): Promise<void> {
    return this.#store.drop(world);
  }

  health(): StoreHealth {
    return this.#store.health();
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  /** What the store below must hold for a put to fit; undefined when it cannot. */
  async #expected(world: string, { instance, expected }: Put): Promise<number | null | undefined> {
    const base = this.#base.get(instance.id);
    if (!base || (await this.#store.get(world, instance.id))) return expected;
    return expected === base.version ? null : undefined;
  }

  async #fromBase(world: string, filter: Filter): Promise<Instance[]> {
    const ids = [...this.#base.keys()];
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
