import type { Instance } from '../domain/instance.ts';
import { keyOf, MemoryRows } from './rows.ts';
import type { Change, Filter, Page, Store, StoreHealth, WorldRecord } from './store.ts';

/** Keeps everything in memory, as long as the process lives (`--ephemeral`). */
export class MemoryStore implements Store {
  readonly kind: Store['kind'] = 'memory';
  protected readonly rows: MemoryRows;

  constructor(rows = new MemoryRows()) {
    this.rows = rows;
  }

  async worlds(): Promise<string[]> {
    return [...this.rows.worlds.keys()];
  }

  async record(world: string): Promise<WorldRecord | undefined> {
    return this.rows.worlds.get(world)?.record;
  }

  async get(world: string, id: string): Promise<Instance | undefined> {
    return this.rows.worlds.get(world)?.instances.get(id);
  }

  async list(world: string, filter: Filter): Promise<Page> {
    const items: Instance[] = [];
    let begun = filter.cursor === undefined;
    for (const instance of this.rows.worlds.get(world)?.instances.values() ?? []) {
      if (begun && matches(instance, filter)) {
        if (items.length === filter.limit) return { items, next: items.at(-1)?.id ?? '' };
        items.push(instance);
      }
      begun ||= instance.id === filter.cursor;
    }
    return { items };
  }

  async find(world: string, api: string, key: string): Promise<string[]> {
    return [...(this.rows.worlds.get(world)?.keys.get(keyOf(api, key)) ?? [])];
  }

  async commit(world: string, change: Change): Promise<boolean> {
    if (!this.rows.fits(world, change)) return false;
    this.rows.apply(world, change);
    return true;
  }

  async drop(world: string): Promise<void> {
    this.rows.worlds.delete(world);
  }

  health(): StoreHealth {
    return { ok: true };
  }

  async close(): Promise<void> {}
}

/** Whether an instance passes the filter. */
export function matches(instance: Instance, { api, process }: Filter): boolean {
  if (api !== undefined && instance.api !== api) return false;
  return process === undefined || instance.process === process;
}
