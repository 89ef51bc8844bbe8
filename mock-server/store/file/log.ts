import { type FileHandle, open, stat } from 'node:fs/promises';
import { encodeLine, type LogRecord } from './log-line.ts';

/** When a write counts as kept: on the disk, with the operating system, or in memory. */
export type Durability = 'fsync' | 'os' | 'none';

/** Room for this much must be there before a full disk counts as having room again. */
const ROOM_BYTES = 64 * 1024;

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
  #good: number;
  /** Whether bytes may stand behind the whole records. */
  #dirty = false;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle, good: number, durability: Durability) {
    this.path = path;
    this.#file = file;
    this.#good = good;
    this.#durability = durability;
  }

  /**
   * Begins a log.
   * @throws when there is a file of this name: its records are somebody else's
   */
  static async create(path: string, durability: Durability): Promise<Log> {
    const file = await open(path, 'wx+').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new Error(`${path} is there already, and was not begun by this process; move it away`);
    });
    return new Log(path, file, 0, durability);
  }

  /**
   * Goes on with a log that is there.
   * @param good how many bytes of it are whole records; what is behind them is cut off
   */
  static async open(path: string, good: number, durability: Durability): Promise<Log> {
    const file = await open(path, 'r+');
    await file.truncate(good);
    return new Log(path, file, good, durability);
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

  /**
   * Tries whether there is room again. Nothing may be under way.
   * @throws why not
   */
  async tryRoom(): Promise<void> {
    try {
      await this.#writeAt(Buffer.alloc(ROOM_BYTES, ' '));
      if (this.#durability === 'fsync') await this.#file.datasync();
      await this.#checkPlace();
    } finally {
      await this.#cut();
    }
  }

  /** Whether it still is the file that a start would read. */
  async inPlace(): Promise<boolean> {
    return this.#checkPlace().then(
      () => true,
      () => false,
    );
  }

  /** Whether nobody else wrote to it. */
  async untouched(): Promise<boolean> {
    return (await this.inPlace()) && (await stat(this.path)).size === this.#good;
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
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(Buffer.from(encodeLine(batch.map(({ json }) => json))));
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

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#writeAt(bytes);
      // At once, and both to their end: nobody may cut or close the file while one is under way.
      const flushed = this.#durability === 'fsync' ? this.#file.datasync() : undefined;
      for (const done of await Promise.allSettled([flushed, this.#checkPlace()]))
        if (done.status === 'rejected') throw done.reason;
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

  async #cut(): Promise<void> {
    await this.#file.truncate(this.#good);
    this.#dirty = false;
  }

  /** A file that was deleted can be written all the same, but nobody will find what is in it. */
  async #checkPlace(): Promise<void> {
    const [written, named] = await Promise.all([this.#file.stat(), stat(this.path).catch(() => undefined)]);
    if (named === undefined) throw new Error(`${this.path} was deleted while it was in use`);
    if (written.ino !== named.ino || written.dev !== named.dev)
      throw new Error(`${this.path} was replaced while it was in use`);
  }
}
