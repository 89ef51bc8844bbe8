import { mkdir, rm } from 'node:fs/promises';
import type { MemoryRows } from '../rows.ts';
import { removeLogs } from './compact.ts';
import { FolderLock } from './lock.ts';
import { Log } from './log.ts';
import { isUsed, logPath } from './log-files.ts';
import type { OpenFolder, OpenOptions } from './open-folder.ts';
import { isWhole } from './read-worlds.ts';
import { syncFolder } from './sync.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** The files of a folder that this process holds. But for looking, nobody may be writing the log meanwhile. */
export class HeldFolder {
  /** Told of every flush of a log that fails. */
  failed: (error: Error) => void = () => {};
  /** Names of the files in which the snapshot goes on. */
  parts: readonly string[];
  readonly #folder: string;
  readonly #options: OpenOptions;
  #lock: FolderLock;
  #log: Log;
  #number: number;

  constructor(folder: string, options: OpenOptions, { lock, log, number, parts }: Omit<OpenFolder, 'rows'>) {
    this.#folder = folder;
    this.#options = options;
    this.parts = parts;
    this.#lock = lock;
    this.#log = log;
    this.#number = number;
    this.#use(log, number);
  }

  /** The one that is being written. */
  get log(): Log {
    return this.#log;
  }

  /** Whether the files are where they should be. */
  async inPlace(): Promise<boolean> {
    const log = this.#log;
    const there = (await log.inPlace()) && (await this.#lock.inPlace()) !== false;
    // A log that was finished meanwhile says nothing; a snapshot that is just being replaced is looked at again.
    return (there || log !== this.#log) && isWhole(this.#folder, this.parts);
  }

  /** Begins a new log; the number of the finished one is given back. */
  async turn(): Promise<number> {
    const [finished, old] = [this.#number, this.#log];
    const path = logPath(this.#folder, finished + 1);
    // The end of a log that another one follows must be whole, whatever happens.
    await old.sync();
    const next = await Log.open(path, 0, this.#options.durability).catch(async (error) => {
      await rm(path, { force: true });
      throw error;
    });
    await syncFolder(this.#folder);
    this.#use(next, finished + 1);
    await old.close();
    return finished;
  }

  /**
   * Mends what can be mended: takes the lock again, writes the files anew.
   * @param rows what they are to hold
   * @param refused whether writes were refused until now
   * @throws why it still cannot be written
   */
  async restore(rows: MemoryRows, refused: boolean): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const locked = await this.#lock.inPlace();
    if (locked === false) await this.#lockAgain();
    const logThere = await this.#log.inPlace();
    // What the snapshot held is in no log any more.
    const whole = await isWhole(this.#folder, this.parts);
    if (logThere && whole && this.#options.durability !== 'none') {
      if (refused) await this.#log.tryRoom();
      return;
    }
    if (locked === undefined && !logThere && (await isUsed(this.#folder))) throw new Error(this.#foreign);
    await this.#rebuild(rows);
  }

  async close(): Promise<void> {
    await this.#log.close();
    await this.#lock.release();
  }

  #use(log: Log, number: number): void {
    this.#log = log;
    this.#number = number;
    log.failed = (error) => this.failed(error);
  }

  /** Where the lock was gone, somebody else may have been in the folder, or it is another one. */
  async #lockAgain(): Promise<void> {
    const lock = await FolderLock.take(this.#folder);
    if (!(await this.#log.untouched()) && (await isUsed(this.#folder))) {
      await lock.release();
      throw new Error(this.#foreign);
    }
    await this.#lock.release();
    this.#lock = lock;
  }

  get #foreign(): string {
    return `${this.#folder} was replaced by one that holds other instances; they are left as they are, start again to use them`;
  }

  /** Writes the files anew, from what is in memory. */
  async #rebuild(rows: MemoryRows): Promise<void> {
    const { durability, longPart, tell } = this.#options;
    const [number, old] = [this.#number + 1, this.#log];
    const { parts } = await writeSnapshot(this.#folder, [rows.snapshot()], this.#number, longPart);
    this.parts = parts;
    await removeLogs(this.#folder, this.#number);
    const log = await Log.open(logPath(this.#folder, number), 0, durability);
    await syncFolder(this.#folder);
    this.#use(log, number);
    await old.close();
    tell(`${this.#folder} was written anew, from what is in memory`);
  }
}
