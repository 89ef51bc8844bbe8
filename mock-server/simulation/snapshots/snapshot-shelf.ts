import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../../contracts/files/make-folder.ts';
import { heapBytes } from '../../domain/memory/heap-bytes.ts';
import { MemoryBudget } from '../../domain/memory/memory-budget.ts';
import { Refusal } from '../../domain/values/refusal.ts';

/** Where snapshots are kept, each a text under a name. */
export interface SnapshotShelf {
  names(): Promise<string[]>;
  read(name: string): Promise<string | undefined>;
  /** Afterwards there is the new one, or where that fails the old one. */
  write(name: string, text: string): Promise<void>;
  /** @returns false when there was none */
  delete(name: string): Promise<boolean>;
  /** Removes what a process left behind that was killed while it wrote. */
  tidy(): Promise<void>;
}

/** What a snapshot takes beside its text, about. */
const SNAPSHOT = 500;
const bytesOf = (text: string | undefined): number => (text === undefined ? 0 : SNAPSHOT + heapBytes(text));

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const UNFINISHED = /\.json\.[0-9a-f]{8}\.tmp$/;

/** Whether a snapshot may be called so. */
export const isSnapshotName = (name: string): boolean => NAME.test(name);

/** Snapshots that end with the process, and take of its memory what instances may take. */
export class MemoryShelf implements SnapshotShelf {
  readonly #texts = new Map<string, string>();
  readonly #memory: MemoryBudget;

  constructor(memory = new MemoryBudget()) {
    this.#memory = memory;
  }

  async names(): Promise<string[]> {
    return [...this.#texts.keys()].sort();
  }

  async read(name: string): Promise<string | undefined> {
    return this.#texts.get(name);
  }

  async write(name: string, text: string): Promise<void> {
    const bytes = bytesOf(text) - bytesOf(this.#texts.get(name));
    if (!this.#memory.mayKeep(bytes))
      throw new Refusal('insufficient-storage', {
        reason:
          'snapshots are kept in memory, and there is no room for another: delete some, or give a folder (--snapshots)',
      });
    this.#memory.count('instances', bytes);
    this.#texts.set(name, text);
  }

  async delete(name: string): Promise<boolean> {
    this.#memory.count('instances', -bytesOf(this.#texts.get(name)));
    return this.#texts.delete(name);
  }

  async tidy(): Promise<void> {}
}

/** Snapshots as files of a folder, which may be committed; it is made when the first is kept. */
export class FolderShelf implements SnapshotShelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async names(): Promise<string[]> {
    const files = await readdir(this.#folder).catch(none<string[]>([]));
    return files
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  }

  read(name: string): Promise<string | undefined> {
    return readFile(this.#path(name), 'utf8').catch(none<string | undefined>(undefined));
  }

  async write(name: string, text: string): Promise<void> {
    await makeFolder(this.#folder);
    const unfinished = `${this.#path(name)}.${randomBytes(4).toString('hex')}.tmp`;
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, this.#path(name));
  }

  async delete(name: string): Promise<boolean> {
    if ((await this.read(name)) === undefined) return false;
    await rm(this.#path(name));
    return true;
  }

  async tidy(): Promise<void> {
    const files = await readdir(this.#folder).catch(none<string[]>([]));
    for (const file of files.filter((one) => UNFINISHED.test(one)))
      await rm(join(this.#folder, file), { force: true });
  }

  #path(name: string): string {
    return join(this.#folder, `${name}.json`);
  }
}

/** What is not there is nothing; anything else that goes wrong is told. */
function none<Value>(nothing: Value): (error: NodeJS.ErrnoException) => Value {
  return (error) => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  };
}
