import type { Instance } from '../../domain/instances/instance.ts';
import type { MemoryBudget } from '../../domain/memory/memory-budget.ts';
import {
  type Change,
  type Filter,
  type LearnedFact,
  type Page,
  type Store,
  StoreFull,
  type StoreHealth,
  type WorldRecord,
} from '../interface/store.ts';
import { keyOf, MemoryRows } from './rows.ts';

/** How many instances are kept unless it is said otherwise. */
const MAX_INSTANCES = 1_000_000;

/** Keeps everything in memory, as long as the process lives (`--ephemeral`). */
export class MemoryStore implements Store {
  readonly kind: Store['kind'] = 'memory';
  protected readonly rows: MemoryRows;
  readonly #most: number;

  /** @param most how many instances there may be */
  constructor(rows = new MemoryRows(), most = MAX_INSTANCES) {
    this.rows = rows;
    this.#most = most;
  }

  async worlds(): Promise<string[]> {
    return [...this.rows.worlds.keys()];
  }

  async record(world: string): Promise<WorldRecord | undefined> {
    return this.rows.worlds.get(world)?.record;
  }

  async learned(world: string): Promise<readonly LearnedFact[]> {
    return [...(this.rows.worlds.get(world)?.learned ?? [])];
  }

  async get(world: string, id: string): Promise<Instance | undefined> {
    return this.rows.worlds.get(world)?.instances.get(id);
  }

  async has(world: string, id: string | number): Promise<boolean> {
    const rows = this.rows.worlds.get(world);
    return (typeof id === 'number' ? rows?.numbers.has(id) : rows?.instances.has(id)) ?? false;
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
    this.checkRoom(world, change);
    this.rows.apply(world, change);
    return true;
  }

  async drop(world: string): Promise<void> {
    this.rows.drop(world);
  }

  async purge(): Promise<void> {}

  all(world: string): AsyncIterable<Instance> {
    return this.each(world);
  }

  async *each(world: string): AsyncIterable<Instance> {
    yield* this.rows.worlds.get(world)?.instances.values() ?? [];
  }

  health(): StoreHealth {
    const instances = { kept: this.rows.count, most: this.#most };
    const reason = this.#full();
    return reason === undefined ? { ok: true, instances } : { ok: false, instances, reason };
  }

  async close(): Promise<void> {}

  /**
   * An instance that is changed takes no more room than it had; a changed one of the fixtures does, and they are few.
   * @throws StoreFull for a new one where there are too many, and for what takes more memory than there is
   */
  protected checkRoom(world: string, change: Change): void {
    const started = change.puts.filter(
      ({ instance, expected }) => expected === null && instance.version === 1,
    ).length;
    if (started > 0 && this.rows.count + started > this.#most) throw new StoreFull(tooMany(this.#most));
    if (!this.rows.memory.mayKeep(this.rows.growth(world, change)))
      throw new StoreFull(tooLarge(this.rows.memory));
  }

  /** Why nothing new is kept. */
  #full(): string | undefined {
    if (this.rows.count >= this.#most) return tooMany(this.#most);
    return this.rows.memory.full ? tooLarge(this.rows.memory) : undefined;
  }
}

function tooMany(most: number): string {
  return `there are ${most} instances, and no more are kept; delete worlds or reset, or allow more with --max-instances`;
}

function tooLarge({ most }: MemoryBudget): string {
  const megabytes = Math.round(most / 1024 / 1024);
  return `instances take as much of the ${megabytes} MB of memory as they may; delete worlds or reset, or allow more with --max-memory, within Node's heap (NODE_OPTIONS=--max-old-space-size=MB)`;
}

/** Whether an instance passes the filter. */
export function matches(instance: Instance, { api, process }: Filter): boolean {
  if (api !== undefined && instance.api !== api) return false;
  return process === undefined || instance.process === process;
}
