import { rm, stat } from 'node:fs/promises';
import { makeFolder } from '../../../../contracts/files/make-folder.ts';
import type { MemoryRows } from '../../memory/rows.ts';
import { syncFolder } from '../image/fsync.ts';
import { isWhole } from '../image/image-files.ts';
import { writeImage } from '../image/write-image.ts';
import { isUsed, logNumbers, logPath, removeLogs } from '../log/log-files.ts';
import { Log } from '../log/write-ahead-log.ts';
import { FolderLock } from './lock.ts';
import type { OpenFolder, OpenOptions } from './open-folder.ts';

/** The files of a folder that this process holds. But for looking, nobody may be writing the log meanwhile. */
export class HeldFolder {
  /** Told of every flush of a log that fails. */
  failed: (error: Error) => void = () => {};
  /** Name of the file that holds the instances of the image. */
  body: string;
  readonly #folder: string;
  readonly #options: OpenOptions;
  #lock: FolderLock;
  #log: Log;
  #number: number;

  constructor(
    folder: string,
    options: OpenOptions,
    { lock, log, number, body }: Omit<OpenFolder, 'rows' | 'behind'>,
  ) {
    this.#folder = folder;
    this.#options = options;
    this.body = body;
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
    const there = await this.#isOurs();
    // A log that was finished meanwhile says nothing; an image that is just being replaced is looked at again.
    return (there || log !== this.#log) && isWhole(this.#folder, this.body);
  }

  /**
   * Begins a new log; the number of the finished one is given back.
   * @throws when the folder is not there any more, or another one is in its place, which is left as it is
   */
  async turn(): Promise<number> {
    const [finished, old] = [this.#number, this.#log];
    await this.#checkOurs();
    // The end of a log that another one follows must be whole, whatever happens.
    await old.sync();
    const next = await this.#begin(finished + 1);
    // What is written from now on must not be in a folder that came while the log was begun.
    const begun = this.#checkOurs().then(() => next.begin(old.size));
    await begun.catch(async (error) => {
      await next.close();
      await removeEmpty(next.path);
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
    await makeFolder(this.#folder);
    const locked = await this.#lock.inPlace();
    if (locked === false) await this.#lockAgain();
    const logThere = await this.#log.inPlace();
    // What the image held is in no log any more.
    const whole = await isWhole(this.#folder, this.body);
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

  async #isOurs(): Promise<boolean> {
    return (await this.#log.inPlace()) && (await this.#lock.inPlace()) !== false;
  }

  async #checkOurs(): Promise<void> {
    if (!(await this.#isOurs()))
      throw new Error(`${this.#folder} was deleted or replaced while it was in use`);
  }

  /** An empty log of this name can only be left from a try that failed; the next one finds it gone. */
  async #begin(number: number): Promise<Log> {
    const path = logPath(this.#folder, number);
    return Log.create(path, this.#options.durability).catch(async (error) => {
      await removeEmpty(path);
      throw error;
    });
  }

  /** Where the lock was gone, somebody else may have been in the folder, or it is another one. */
  async #lockAgain(): Promise<void> {
    const lock = await FolderLock.take(this.#folder);
    const later = (await logNumbers(this.#folder)).some((number) => number > this.#number);
    if ((later || !(await this.#log.untouched())) && (await isUsed(this.#folder))) {
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
    const [number, old] = [this.#number + 1, this.#log];
    const { body } = await writeImage(this.#folder, rows.entries(), this.#number);
    this.body = body;
    await removeLogs(this.#folder, this.#number);
    const log = await this.#begin(number);
    await syncFolder(this.#folder);
    this.#use(log, number);
    await old.close();
    this.#options.tell(`${this.#folder} was written anew, from what is in memory`);
  }
}

async function removeEmpty(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size === 0) await rm(path, { force: true });
}
