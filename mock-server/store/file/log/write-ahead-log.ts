import { constants, type Stats, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { encodeLine, encodeStart, type LogRecord } from './log-line.ts';

/** When a write counts as kept: on the disk, with the operating system, or in memory. */
export type Durability = 'fsync' | 'os' | 'none';

/** Room for this much must be there before a full disk counts as having room again. */
const ROOM_BYTES = 64 * 1024;

/**
 * Where a file can be opened so that a write is on the disk when it is done, that is one errand of Node's threads instead
 * of two, and an errand costs as much as half a request.
 */
const AT_ONCE = process.platform === 'linux' ? constants.O_DSYNC : 0;

/** Characters of a line of which others wait for the next one. */
const LONG_LINE = 1024 * 1024;

interface Waiting {
  json: string;
  kept: () => void;
  lost: (error: unknown) => void;
}

/**
 * An append-only log. Records that come while others are being flushed are flushed together next: one flush for all
 * that wait.
 */
export class Log {
  readonly path: string;
  /** Told of every flush that fails. */
  failed: (error: Error) => void = () => {};
  readonly #durability: Durability;
  readonly #file: FileHandle;
  /** What the file is, whatever it is called. */
  readonly #written: Stats;
  #good: number;
  /** Whether bytes may stand behind the whole records. */
  #dirty = false;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle, written: Stats, good: number, durability: Durability) {
    this.path = path;
    this.#file = file;
    this.#written = written;
    this.#good = good;
    this.#durability = durability;
  }

  /**
   * Begins a log.
   * @throws when there is a file of this name: its records are somebody else's
   */
  static async create(path: string, durability: Durability): Promise<Log> {
    const { O_CREAT, O_EXCL } = constants;
    const flags = flagsFor(durability) | O_CREAT | O_EXCL;
    const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new Error(`${path} is there already, and was not begun by this process; move it away`);
    });
    return new Log(path, file, await file.stat(), 0, durability);
  }

  /**
   * Goes on with a log that is there.
   * @param good how many bytes of it are whole records; what is behind them is cut off
   */
  static async open(path: string, good: number, durability: Durability): Promise<Log> {
    const file = await open(path, flagsFor(durability));
    const there = await file.stat();
    // A folder in which nothing happens is not written.
    if (there.size !== good) await file.truncate(good);
    return new Log(path, file, there, good, durability);
  }

  /** Bytes of whole records. */
  get size(): number {
    return this.#good;
  }

  /**
   * Appends a record; it is kept when the promise is fulfilled.
   * When one cannot be written, all that wait are refused with it, for they may build on it.
   * @param takeBack undoes what the record says; called for the newest first. Not with durability `none`, where the
   *   record counts at once
   */
  append(record: LogRecord, takeBack: () => void): Promise<void> {
    const json = JSON.stringify(record);
    if (this.#durability === 'none') {
      this.#enqueue({ json, kept: () => {}, lost: () => {} });
      return Promise.resolve();
    }
    return new Promise((kept, fail) => {
      const lost = (error: unknown): void => {
        takeBack();
        fail(error);
      };
      this.#enqueue({ json, kept, lost });
    });
  }

  /** Fulfilled when all that was appended is written, or refused. */
  async drained(): Promise<void> {
    while (this.#flushing) await this.#flushing;
  }

  /** Makes all that was written outlast a loss of power, whatever the durability. Nothing may be under way. */
  async sync(): Promise<void> {
    await this.#file.datasync();
  }

  /** Says how long the log before it is, so that its end cannot be missing unnoticed. Nothing may be in it yet. */
  async begin(after: number): Promise<void> {
    await this.#write(encodeStart(after));
  }

  /**
   * Tries whether there is room again. Nothing may be under way.
   * @throws why not
   */
  async tryRoom(): Promise<void> {
    try {
      await this.#writeAt(Buffer.alloc(ROOM_BYTES, ' '));
      await this.#flushed();
      this.#checkPlace();
    } finally {
      await this.#cut();
    }
  }

  /** Whether it still is the file that a start would read. */
  async inPlace(): Promise<boolean> {
    try {
      this.#checkPlace();
      return true;
    } catch {
      return false;
    }
  }

  /** Whether nobody else wrote to it. */
  async untouched(): Promise<boolean> {
    return (await this.inPlace()) && whatIs(this.path)?.size === this.#good;
  }

  async close(): Promise<void> {
    await this.drained();
    await this.#file.close();
  }

  #enqueue(one: Waiting): void {
    this.#waiting.push(one);
    this.#flushing ??= this.#flush();
  }

  async #flush(): Promise<void> {
    // To the end of this turn of the event loop: whoever comes in it is flushed together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        await this.#write(encodeLine(batch.map(({ json }) => json)));
        for (const { kept } of batch) kept();
      } catch (error) {
        const all = [...batch, ...this.#waiting];
        this.#waiting = [];
        this.failed(error as Error);
        for (const { lost } of all.reverse()) lost(error);
      }
    }
    this.#flushing = undefined;
  }

  /** Those that wait, as far as they make no longer line than is worth it: a start reads each of them as a whole. */
  #nextBatch(): Waiting[] {
    let length = 0;
    let count = 0;
    for (const { json } of this.#waiting) {
      length += json.length;
      if (count > 0 && length > LONG_LINE) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#writeAt(bytes);
      await this.#flushed();
      this.#checkPlace();
      this.#good += bytes.length;
      this.#dirty = false;
    } catch (error) {
      // Half a record must not stay before whole ones; where even this fails, nothing is written until it is cut off.
      await this.#cut().catch(() => {});
      throw error;
    }
  }

  async #writeAt(bytes: Buffer): Promise<void> {
    if (this.#dirty) await this.#cut();
    this.#dirty = true;
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#good + done);
      done += bytesWritten;
    }
  }

  /** What was written is on the disk, where that is promised. */
  async #flushed(): Promise<void> {
    if (this.#durability === 'fsync' && !AT_ONCE) await this.#file.datasync();
  }

  async #cut(): Promise<void> {
    await this.#file.truncate(this.#good);
    this.#dirty = false;
  }

  /** A file that was deleted can be written all the same, but nobody will find what is in it. */
  #checkPlace(): void {
    const named = whatIs(this.path);
    if (named === undefined) throw new Error(`${this.path} was deleted while it was in use`);
    if (this.#written.ino !== named.ino || this.#written.dev !== named.dev)
      throw new Error(`${this.path} was replaced while it was in use`);
  }
}

/** What has a name now; undefined when nothing has. Asked for here and not in a thread: that takes a few microseconds. */
function whatIs(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function flagsFor(durability: Durability): number {
  return constants.O_RDWR | (durability === 'fsync' ? AT_ONCE : 0);
}
