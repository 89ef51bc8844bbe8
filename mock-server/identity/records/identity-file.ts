import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../../contracts/files/make-folder.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import type { KeptKeys } from '../keys/key-ring.ts';
import type { KeptRecords } from './world-records.ts';

/** What the identity provider keeps beside the instances. */
interface KeptIdentity {
  keys?: KeptKeys;
  /** By world. */
  worlds: Record<string, KeptRecords>;
}

/** Where it is kept, if anywhere. */
export interface IdentityKeeper {
  read(): Promise<KeptIdentity | undefined>;
  /** Resolves once what was given last is kept. */
  write(what: () => KeptIdentity): Promise<void>;
}

/** As long as the process lives. */
export const inMemory: IdentityKeeper = {
  read: async () => undefined,
  write: async () => {},
};

const FORMAT = 1;

/** A file that only its owner may read: keys that sign are in it. */
export class IdentityFile implements IdentityKeeper {
  readonly #folder: string;
  readonly #path: string;
  /** The write that is on its way, and the one that begins when it has ended: who comes meanwhile is in that one. */
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** @param folder that of the data */
  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'identity.json');
  }

  /** @throws Mistake for a file that is damaged or of a newer version */
  async read(): Promise<KeptIdentity | undefined> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw this.#unreadable(error.message);
    });
    if (text === undefined) return undefined;
    const { format, ...kept } = this.#parsed(text);
    if (format !== FORMAT) throw this.#unreadable(`it is of format ${String(format)}, not ${FORMAT}`);
    return { worlds: {}, ...kept };
  }

  write(what: () => KeptIdentity): Promise<void> {
    this.#next ??= this.#writing
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        this.#writing = this.#replace(JSON.stringify({ format: FORMAT, ...what() }));
        return this.#writing;
      });
    return this.#next;
  }

  async #replace(text: string): Promise<void> {
    await makeFolder(this.#folder);
    const beside = `${this.#path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      await writeFile(beside, text, { mode: 0o600 });
      await chmod(beside, 0o600);
      await rename(beside, this.#path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  #parsed(text: string): Record<string, unknown> {
    try {
      return JSON.parse(text) as Record<string, unknown>;
    } catch (error) {
      throw this.#unreadable((error as Error).message);
    }
  }

  #unreadable(reason: string): Mistake {
    return new Mistake(
      [{ text: `${this.#path} cannot be used: ${reason}` }],
      'It was left as it is. Move it away: keys are made anew, and everybody logs in again.',
    );
  }
}
