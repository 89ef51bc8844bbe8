import type { Clock } from '../domain/clock.ts';
import { Ids } from '../domain/ids.ts';
import type { Instance } from '../domain/instance.ts';
import type { Journal } from '../domain/journal.ts';
import type { RateWindow } from '../domain/rate-window.ts';
import type { Filter, Page, Put, Store, WorldRecord } from '../store/store.ts';

/** Everything that can change, and nothing that another world sees. */
export class World<Entry extends { id: string }> {
  readonly name: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly seed: string;
  readonly journal: Journal<Entry>;
  readonly rates: RateWindow;
  readonly #store: Store;
  readonly #learned: WorldRecord['learned'];

  constructor(
    name: string,
    parts: { clock: Clock; journal: Journal<Entry>; rates: RateWindow; store: Store; record: WorldRecord },
  ) {
    this.name = name;
    this.clock = parts.clock;
    this.journal = parts.journal;
    this.rates = parts.rates;
    this.seed = parts.record.seed;
    this.ids = new Ids(parts.record.seed, parts.record.sequence);
    this.#store = parts.store;
    this.#learned = { ...parts.record.learned };
  }

  get(id: string): Promise<Instance | undefined> {
    return this.#store.get(this.name, id);
  }

  list(filter: Filter): Promise<Page> {
    return this.#store.list(this.name, filter);
  }

  /**
   * Writes instances, with what the world has come to since: ids given, facts learned.
   * @returns false, with nothing written, when one is no longer at the version expected
   */
  commit(puts: Put[]): Promise<boolean> {
    const record = { seed: this.seed, sequence: this.ids.sequence, learned: { ...this.#learned } };
    return this.#store.commit(this.name, { puts, record });
  }

  /** What was learned about an API, in order. */
  learned(api: string): readonly Record<string, unknown>[] {
    return this.#learned[api] ?? [];
  }

  /** Remembers a fact; it is kept with the next commit. */
  learn(api: string, fact: Record<string, unknown>): void {
    this.#learned[api] = [...this.learned(api), fact];
  }
}
