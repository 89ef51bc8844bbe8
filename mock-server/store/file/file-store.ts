import { mkdir, rm } from 'node:fs/promises';
import { MemoryStore } from '../memory.ts';
import { MemoryRows } from '../rows.ts';
import { type Change, type StoreHealth, StoreUnavailable } from '../store.ts';
import { UnusableFolder } from '../unusable-folder.ts';
import { syncFolder, writeSnapshot } from './compact.ts';
import { Compactor } from './compactor.ts';
import { FolderLock } from './lock.ts';
import { type Durability, Log } from './log.ts';
import { logNumbers, logPath } from './log-files.ts';
import type { LogRecord } from './log-line.ts';
import { readLog } from './read-log.ts';
import { readSnapshot } from './snapshot.ts';

/** How often a store that cannot be written tries whether it can again. */
const PROBE_MS = 500;

export interface FileStoreOptions {
  durability: Durability;
  /** Told what people should know: a torn record that was dropped. */
  tell: (text: string) => void;
}

/**
 * Keeps instances in a folder: everything in memory to be read, every change appended to a log before it counts, and
 * `instances.json` brought up to date in the background, for people to read and for the log to be cut.
 */
export class FileStore extends MemoryStore {
  override readonly kind = 'file';
  readonly #folder: string;
  readonly #durability: Durability;
  readonly #compactor: Compactor;
  #lock: FolderLock;
  #log: Log;
  #number: number;
  #turning: Promise<void> | undefined;
  #trouble: string | undefined;
  #probe: NodeJS.Timeout | undefined;

  private constructor(
    rows: MemoryRows,
    parts: { folder: string; durability: Durability; lock: FolderLock; log: Log; number: number },
  ) {
    super(rows);
    this.#folder = parts.folder;
    this.#durability = parts.durability;
    this.#lock = parts.lock;
    this.#log = parts.log;
    this.#number = parts.number;
    this.#compactor = new Compactor(parts.folder, () => this.#turn());
    if (parts.log.size > 0) this.#compactor.written(parts.log.size);
  }

  /**
   * Opens a folder, which is made if it is not there, and holds it until it is closed.
   * @throws UnusableFolder when somebody else holds it, or something in it cannot be read or written
   */
  static async open(folder: string, { durability, tell }: FileStoreOptions): Promise<FileStore> {
    await mkdir(folder, { recursive: true }).catch(({ message }) => {
      throw new UnusableFolder(folder, message);
    });
    const lock = await FolderLock.take(folder);
    try {
      const { rows, number, good } = await readAll(folder, tell);
      const log = await Log.open(logPath(folder, number), good, durability).catch(({ message }) => {
        throw new UnusableFolder(folder, `it cannot be written: ${message}`);
      });
      await syncFolder(folder);
      return new FileStore(rows, { folder, durability, lock, log, number });
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  override async commit(world: string, change: Change): Promise<boolean> {
    while (this.#turning) await this.#turning;
    if (!this.rows.fits(world, change)) return false;
    const before = this.rows.worlds.get(world);
    const earlier = this.rows.earlier(world, change);
    this.rows.apply(world, change);
    await this.#append({ world, change }, () => this.rows.takeBack(world, before, earlier));
    return true;
  }

  override async drop(world: string): Promise<void> {
    while (this.#turning) await this.#turning;
    const before = this.rows.worlds.get(world);
    if (!before) return;
    this.rows.worlds.delete(world);
    await this.#append({ world, drop: true }, () => this.rows.worlds.set(world, before));
  }

  override health(): StoreHealth {
    return this.#trouble === undefined ? { ok: true } : { ok: false, reason: this.#trouble };
  }

  override async close(): Promise<void> {
    clearInterval(this.#probe);
    await this.#log.drained();
    if (this.#trouble === undefined) await this.#compactor.finish();
    await this.#log.close();
    await this.#lock.release();
  }

  async #append(record: LogRecord, takeBack: () => void): Promise<void> {
    try {
      await this.#log.append(record, takeBack);
      if (this.#trouble !== undefined) this.#recovered();
      this.#compactor.written(this.#log.size);
    } catch (error) {
      const { message } = error as Error;
      this.#trouble = message;
      this.#probe ??= setInterval(() => void this.#tryAgain(), PROBE_MS).unref();
      throw new StoreUnavailable(message);
    }
  }

  #recovered(): void {
    clearInterval(this.#probe);
    this.#probe = undefined;
    this.#trouble = undefined;
  }

  /** Tries whether there is room again; a folder that was deleted is made anew, from what is in memory. */
  async #tryAgain(): Promise<void> {
    try {
      const gone = !(await logNumbers(this.#folder).catch(() => [] as number[])).includes(this.#number);
      if (gone) await this.#rebuild();
      else await this.#log.append({ noop: true }, () => {});
      this.#recovered();
    } catch {
      // It will be tried again.
    }
  }

  async #rebuild(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const lock = await FolderLock.take(this.#folder);
    const number = this.#number + 1;
    await writeSnapshot(this.#folder, { ...this.rows.snapshot(), log: this.#number });
    const log = await Log.open(logPath(this.#folder, number), 0, this.#durability);
    await this.#log.close().catch(() => {});
    [this.#lock, this.#log, this.#number] = [lock, log, number];
  }

  /** Begins a new log; the number of the finished one is given back. Changes wait meanwhile. */
  async #turn(): Promise<number> {
    const finished = this.#number;
    const turning = (async () => {
      await this.#log.drained();
      const next = await Log.open(logPath(this.#folder, finished + 1), 0, this.#durability);
      await syncFolder(this.#folder);
      const old = this.#log;
      [this.#log, this.#number] = [next, finished + 1];
      await old.close();
    })();
    this.#turning = turning
      .catch(() => {})
      .finally(() => {
        this.#turning = undefined;
      });
    await turning;
    return finished;
  }
}

/** Reads snapshot and logs; the end of the last log may be torn, which is told. */
async function readAll(folder: string, tell: (text: string) => void) {
  const snapshot = await readSnapshot(folder);
  const rows = MemoryRows.of(snapshot.worlds);
  const numbers = await logNumbers(folder);
  for (const number of numbers.filter((one) => one <= snapshot.log))
    await rm(logPath(folder, number), { force: true });
  const logs = numbers.filter((one) => one > snapshot.log);
  let good = 0;
  for (const [index, number] of logs.entries()) {
    if (number !== snapshot.log + 1 + index) {
      throw new UnusableFolder(
        folder,
        `log ${snapshot.log + 1 + index} is missing before ${logPath(folder, number)}`,
      );
    }
    const last = index === logs.length - 1;
    const end = await readLog(logPath(folder, number), last, (record) => rows.replay(record));
    good = end.good;
    if (end.torn > 0) {
      tell(
        `${logPath(folder, number)}: the last ${end.torn} bytes are a record that was never finished; they are dropped`,
      );
    }
  }
  return { rows, number: logs.at(-1) ?? snapshot.log + 1, good };
}
