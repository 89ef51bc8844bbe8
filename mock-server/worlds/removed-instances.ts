import type { WorldRecord } from '../store/interface/store.ts';

/** Ids of instances that somebody wanted gone: neither a reset nor more of a story brings them back. */
export class RemovedInstances {
  #ids: ReadonlySet<string>;

  constructor({ without = [] }: Pick<WorldRecord, 'without'>) {
    this.#ids = new Set(without);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Kept with the next commit. @returns what undoes it */
  add(ids: readonly string[]): () => void {
    const before = this.#ids;
    this.#ids = new Set([...before, ...ids]);
    return () => {
      this.#ids = before;
    };
  }

  /** As the record of the world has it. */
  kept(): Pick<WorldRecord, 'without'> {
    return this.#ids.size === 0 ? {} : { without: [...this.#ids].sort() };
  }
}
