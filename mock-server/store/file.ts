import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { Instance } from '../domain/instance.ts';
import { MemoryStore } from './memory.ts';
import { type Change, type StoreHealth, StoreUnavailable, type WorldRecord } from './store.ts';

/** Grows when the file's shape changes. */
const FORMAT = 1;

interface Contents {
  format: number;
  worlds: Record<string, { record: WorldRecord; instances: Instance[] }>;
}

/** A data folder that cannot be used; it was left as it is. */
export class UnusableFolder extends Error {
  override readonly name = 'UnusableFolder';
}

/**
 * Keeps everything in `FOLDER/instances.json`, which people can read. The adapter is named here: lowdb's presets keep
 * nothing at all when NODE_ENV is "test".
 */
export class FileStore extends MemoryStore {
  override readonly kind = 'file';
  readonly #file: Low<Contents>;
  #trouble: string | undefined;

  private constructor(file: Low<Contents>) {
    super();
    this.#file = file;
    for (const [name, { record, instances }] of Object.entries(file.data.worlds)) {
      this.rows.set(name, {
        record,
        instances: new Map(instances.map((instance) => [instance.id, instance])),
      });
    }
  }

  /**
   * Opens a folder, which is made if it is not there.
   * @throws UnusableFolder when it or its file cannot be read
   */
  static async open(folder: string): Promise<FileStore> {
    const path = join(folder, 'instances.json');
    const adapter = new JSONFile<Contents>(path);
    const file = new Low<Contents>(adapter, { format: FORMAT, worlds: {} });
    try {
      await mkdir(folder, { recursive: true });
      // Low.read() takes a file that holds null, false or 0 for none, and would write over it.
      if (existsSync(path)) file.data = (await adapter.read()) as Contents;
    } catch (error) {
      const reason = reasonOf(error as NodeJS.ErrnoException, folder);
      throw new UnusableFolder(`${path} cannot be read: ${reason}\nIt was left as it is. ${ADVICE}`);
    }
    const problem = problemOf(file.data);
    if (problem)
      throw new UnusableFolder(`${path} cannot be used: ${problem}\nIt was left as it is. ${ADVICE}`);
    return new FileStore(file);
  }

  override async commit(world: string, change: Change): Promise<boolean> {
    const before = this.rows.get(world);
    const kept = change.puts.map(({ instance }) => [instance, before?.instances.get(instance.id)] as const);
    if (!this.apply(world, change)) return false;
    try {
      await this.#write();
    } catch (error) {
      this.#takeBack(world, kept);
      throw error;
    }
    return true;
  }

  override async drop(world: string): Promise<void> {
    const before = this.rows.get(world);
    await super.drop(world);
    try {
      await this.#write();
    } catch (error) {
      if (before && !this.rows.has(world)) this.rows.set(world, before);
      throw error;
    }
  }

  override health(): StoreHealth {
    return this.#trouble === undefined ? { ok: true } : { ok: false, reason: this.#trouble };
  }

  /** @throws StoreUnavailable */
  async #write(): Promise<void> {
    const worlds = [...this.rows].map(([name, { record, instances }]) => {
      return [name, { record, instances: [...instances.values()] }] satisfies [
        string,
        Contents['worlds'][string],
      ];
    });
    this.#file.data = { format: FORMAT, worlds: Object.fromEntries(worlds) };
    try {
      await this.#file.write();
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = (error as Error).message;
      throw new StoreUnavailable(this.#trouble);
    }
  }

  /** What could not be written did not happen, unless something newer was built on it meanwhile. */
  #takeBack(world: string, kept: (readonly [Instance, Instance | undefined])[]): void {
    const instances = this.rows.get(world)?.instances;
    for (const [written, earlier] of kept) {
      if (instances?.get(written.id) !== written) continue;
      if (earlier) instances.set(earlier.id, earlier);
      else instances.delete(written.id);
    }
  }
}

const ADVICE = 'Mend it, move it away, or choose another folder with --data DIR.';

function reasonOf(error: NodeJS.ErrnoException, folder: string): string {
  if (error instanceof SyntaxError) return `it is not JSON (${error.message})`;
  return error.code === 'EEXIST' || error.code === 'ENOTDIR' ? `${folder} is not a folder` : error.message;
}

function problemOf(contents: unknown): string | undefined {
  if (!isObject(contents)) return 'it does not hold an object';
  if (contents.format !== FORMAT) return `its format is ${contents.format}; this version reads ${FORMAT}`;
  if (!isObject(contents.worlds)) return 'it has no "worlds"';
  for (const [name, world] of Object.entries(contents.worlds)) {
    if (!isObject(world) || !Array.isArray(world.instances) || !isRecord(world.record))
      return `world "${name}" is damaged`;
    const broken = world.instances.findIndex((instance) => !isInstance(instance));
    if (broken >= 0) return `instance ${broken} of world "${name}" is damaged`;
  }
  return undefined;
}

function isRecord(value: unknown): boolean {
  if (!isObject(value)) return false;
  return typeof value.seed === 'string' && Number.isInteger(value.sequence) && isObject(value.learned);
}

function isInstance(value: unknown): boolean {
  if (!isObject(value)) return false;
  return typeof value.id === 'string' && Number.isInteger(value.version) && Array.isArray(value.timeline);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
