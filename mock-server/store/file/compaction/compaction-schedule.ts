import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { headPath, imageSize } from '../image/image-files.ts';
import type { WrittenImage } from '../image/write-image.ts';
import { mergeLogsIntoImage } from './merge-logs-into-image.ts';

/** A log at least this long is cut even while writes go on, once it is longer than the image, too. */
const LONG_LOG = 64 * 1024 * 1024;
/** Otherwise the image is brought up to date when nothing was written for so long. */
const QUIET_MS = 1000;

export interface ScheduleOptions {
  folder: string;
  /** Bytes of a log that are too many. */
  longLog?: number | undefined;
  /** How long nothing is to be written before the image is, in milliseconds. */
  quiet?: number | undefined;
  /** Begins a new log, and tells the number of the finished one. */
  turn: () => Promise<number>;
  /** Told of a new image: the name of the file that holds its instances. */
  written: (body: string) => void;
  tell: (text: string) => void;
}

/** Brings the image up to date, in a thread of its own, when it is worth it: after a while of quiet, or of much. */
export class CompactionSchedule {
  readonly #folder: string;
  readonly #longLog: number;
  readonly #quietMs: number;
  readonly #turn: () => Promise<number>;
  readonly #written: (body: string) => void;
  readonly #tell: (text: string) => void;
  #quiet: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #held = false;
  #pending = false;
  /** Number of the last log that was finished, as long as the image does not hold it. */
  #finished: number | undefined;
  #failures = 0;
  #reason = '';
  #imageSize = 0;
  #lastMs = 0;

  constructor({ folder, longLog = LONG_LOG, quiet = QUIET_MS, turn, written, tell }: ScheduleOptions) {
    this.#folder = folder;
    this.#longLog = longLog;
    this.#quietMs = quiet;
    this.#turn = turn;
    this.#written = written;
    this.#tell = tell;
    void imageSize(folder).then(
      (size) => {
        this.#imageSize = size;
      },
      () => {},
    );
  }

  /** Why the logs grow; undefined where it failed once only, which may pass. */
  get trouble(): string | undefined {
    return this.#failures > 1 ? this.#reason : undefined;
  }

  /** To be told after each write. @param logSize bytes in the current log */
  written(logSize: number): void {
    this.#pending = true;
    // What failed is tried more and more rarely: each time, everything is read.
    const long = Math.max(this.#longLog, this.#imageSize) * 2 ** this.#failures;
    if (logSize > long && !this.#running) void this.#run();
    else if (!this.#quiet) this.#wait();
    // What failed is not put off, however much is written.
    else if (this.#failures === 0) this.#quiet.refresh();
  }

  /** Does something while the image is left alone. */
  async undisturbed<T>(work: () => Promise<T>): Promise<T> {
    this.#held = true;
    try {
      await this.#running;
      return await work();
    } finally {
      this.#held = false;
    }
  }

  /** Brings the image up to date with all that was written until now, without waiting for quiet. */
  async now(): Promise<void> {
    await this.#running;
    this.#pending = true;
    await this.#run();
    // What had failed before was done first.
    if (this.#pending && this.#failures === 0) await this.#run();
  }

  /** Why it failed when it was tried last; undefined when it did not. */
  get lastFailure(): string | undefined {
    return this.#failures > 0 ? this.#reason : undefined;
  }

  /** Brings the image up to date for the last time. */
  async finish(): Promise<void> {
    await this.#running;
    if (this.#pending) await this.#run();
    // What had failed before was done first.
    if (this.#pending && this.#failures === 0) await this.#run();
    this.stop();
  }

  /** Leaves the image as it is. */
  stop(): void {
    clearTimeout(this.#quiet);
    this.#quiet = undefined;
  }

  /** Large images take long, so they are written more rarely. */
  get #patience(): number {
    return Math.max(this.#quietMs, 10 * this.#lastMs) * 2 ** this.#failures;
  }

  #wait(): void {
    this.#quiet ??= setTimeout(() => {
      this.#quiet = undefined;
      if (this.#running) this.#wait();
      else void this.#run();
    }, this.#patience).unref();
  }

  async #run(): Promise<void> {
    if (this.#held) {
      this.#wait();
      return;
    }
    this.#running = this.#compact().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #compact(): Promise<void> {
    const startedAt = performance.now();
    // Tried again, it is the same logs: with a new one for each try, there would be more and more of them.
    const again = this.#finished !== undefined;
    this.#pending = again;
    try {
      this.#finished ??= await this.#turn();
      const { size, body } = await mergeAside(this.#folder, this.#finished);
      this.#written(body);
      this.#imageSize = size;
      this.#finished = undefined;
      this.#failures = 0;
      // Of one that failed it says nothing: it is tried more and more rarely anyway.
      this.#lastMs = performance.now() - startedAt;
    } catch (error) {
      this.#failed(error as Error);
    }
    if (this.#pending) this.#wait();
  }

  /** The logs hold everything all the same; it is tried again. */
  #failed({ message }: Error): void {
    this.#pending = true;
    const text = `${headPath(this.#folder)} could not be brought up to date, the logs beside it grow: ${message}`;
    if (this.#failures === 0) this.#tell(text);
    this.#reason = text.split('\n', 1)[0] ?? '';
    this.#failures = Math.min(this.#failures + 1, 6);
  }
}

function mergeAside(folder: string, upTo: number): Promise<WrittenImage> {
  // A thread cannot run the sources as they are written; in tests it is done here.
  if (import.meta.url.endsWith('.ts')) return mergeLogsIntoImage(folder, upTo);
  return new Promise((fulfil, fail) => {
    const worker = new Worker(new URL(`./compaction-thread${extname(import.meta.url)}`, import.meta.url), {
      workerData: { folder, upTo },
    });
    worker.once('message', fulfil);
    worker.once('error', fail);
    worker.once('exit', () => fail(new Error('the thread ended early')));
  });
}
