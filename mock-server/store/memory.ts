import type { Instance } from '../domain/instance.ts';
import type { Change, Filter, Page, Store, StoreHealth, WorldRecord } from './store.ts';

interface WorldRows {
  record: WorldRecord;
  instances: Map<string, Instance>;
  /** By API and key, the ids of the instances that have it. */
  keys: Map<string, Set<string>>;
}

/** Keeps everything in memory, as long as the process lives (`--ephemeral`). */
export class MemoryStore implements Store {
  readonly kind: Store['kind'] = 'memory';
  protected readonly rows = new Map<string, WorldRows>();

  async worlds(): Promise<string[]> {
    return [...this.rows.keys()];
  }

  async record(world: string): Promise<WorldRecord | undefined> {
    return this.rows.get(world)?.record;
  }

  async get(world: string, id: string): Promise<Instance | undefined> {
    return this.rows.get(world)?.instances.get(id);
  }

  async list(world: string, filter: Filter): Promise<Page> {
    const all = [...(this.rows.get(world)?.instances.values() ?? [])];
    const start = filter.cursor === undefined ? 0 : all.findIndex(({ id }) => id === filter.cursor) + 1;
    const items: Instance[] = [];
    for (const instance of all.slice(start)) {
      if (!matches(instance, filter)) continue;
      if (items.length === filter.limit) return { items, next: items.at(-1)?.id ?? '' };
      items.push(instance);
    }
    return { items };
  }

  async find(world: string, api: string, key: string): Promise<string[]> {
    return [...(this.rows.get(world)?.keys.get(keyOf(api, key)) ?? [])];
  }

  async commit(world: string, change: Change): Promise<boolean> {
    return this.apply(world, change);
  }

  async drop(world: string): Promise<void> {
    this.rows.delete(world);
  }

  health(): StoreHealth {
    return { ok: true };
  }

  async close(): Promise<void> {}

  /** Compares versions and sets, in one turn of the event loop. */
  protected apply(world: string, { puts, record }: Change): boolean {
    const rows = this.rows.get(world) ?? newRows(record);
    const fits = puts.every(
      ({ instance, expected }) => (rows.instances.get(instance.id)?.version ?? null) === expected,
    );
    if (!fits) return false;
    for (const { instance } of puts) addRow(rows, instance);
    this.rows.set(world, { ...rows, record });
    return true;
  }
}

/** The rows of a world, with these instances. */
export function newRows(record: WorldRecord, instances: readonly Instance[] = []): WorldRows {
  const rows: WorldRows = { record, instances: new Map(), keys: new Map() };
  for (const instance of instances) addRow(rows, instance);
  return rows;
}

/** A key stays with an instance from its start to its end, so the index only grows with new instances. */
function addRow({ instances, keys }: WorldRows, instance: Instance): void {
  instances.set(instance.id, instance);
  if (instance.key === undefined) return;
  const name = keyOf(instance.api, instance.key);
  const ids = keys.get(name) ?? new Set<string>();
  keys.set(name, ids.add(instance.id));
}

const keyOf = (api: string, key: string): string => `${api} ${key}`;

/** Whether an instance passes the filter. */
export function matches(instance: Instance, { api, process }: Filter): boolean {
  if (api !== undefined && instance.api !== api) return false;
  return process === undefined || instance.process === process;
}
