import { type FileHandle, open, stat } from 'node:fs/promises';
import { encodeLine, type LogRecord } from './log-line.ts';

/** When a write counts as kept: on the disk, with the operating system, or in memory. */
export type Durability = 'fsync' | 'os' | 'none';

interface Waiting {
  line: string;
  kept: () => void;
  lost: (error: unknown) => void;
}

/**
 * An append-only log. Records that come while others are being flushed are flushed together next: one flush for all
 * that wait.
 */
export class Log {
  readonly path: string;
  readonly #durability: Durability;
  #file: FileHandle;
  #good: number;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle, good: number, durability: Durability) {
    this.path = path;
    this.#file = file;
    this.#good = good;
    this.#durability = durability;
  }

  /** @param good how many bytes of it are whole records; what is behind them is cut off */
  static async open(path: string, good: number, durability: Durability): Promise<Log> {
    const file = await open(path, 'a+');
    await file.close();
    const writable = await open(path, 'r+');
    await writable.truncate(good);
    return new Log(path, writable, good, durability);
  }

  /** Bytes of whole records. */
  get size(): number {
    return this.#good;
  }

  /**
   * Appends a record; it is kept when the promise is fulfilled.
   * When one cannot be written, all that wait are refused with it, for they may build on it.
   * @param takeBack undoes what the record says; called for the newest first
   */
  append(record: LogRecord, takeBack: () => void): Promise<void> {
    const line = encodeLine(record);
    return new Promise((kept, fail) => {
      const lost = (error: unknown): void => {
        takeBack();
        fail(error);
      };
      this.#enqueue({ line, kept, lost });
      if (this.#durability === 'none') kept();
    });
  }

  /** Fulfilled when all that was appended is written, or refused. */
  async drained(): Promise<void> {
    while (this.#flushing) await this.#flushing;
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
        await this.#write(Buffer.from(batch.map(({ line }) => line).join('')));
        for (const { kept } of batch) kept();
      } catch (error) {
        const all = [...batch, ...this.#waiting];
        this.#waiting = [];
        for (const { lost } of all.reverse()) lost(error);
      }
    }
    this.#flushing = undefined;
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#good + done);
        done += bytesWritten;
      }
      if (this.#durability === 'fsync') await this.#file.datasync();
      await this.#checkPlace();
      this.#good += bytes.length;
    } catch (error) {
      // Half a record must not stay before whole ones; where even this fails, the next write begins at the same place.
      await this.#file.truncate(this.#good).catch(() => {});
      throw error;
    }
  }

  /** A file that was deleted can be written all the same, but nobody will find what is in it. */
  async #checkPlace(): Promise<void> {
    const [written, named] = await Promise.all([this.#file.stat(), stat(this.path)]);
    if (written.ino !== named.ino) throw new Error(`${this.path} was replaced while it was in use`);
  }
}
