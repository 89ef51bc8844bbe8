import { Worker } from 'node:worker_threads';
import { compact } from './compact.ts';
import { snapshotSize } from './read-worlds.ts';
import { snapshotPath } from './snapshot.ts';

/** A log at least this long is cut even while writes go on, once it is longer than the snapshot, too. */
const LONG_LOG = 64 * 1024 * 1024;
/** Otherwise the snapshot is brought up to date when nothing was written for so long. */
const QUIET_MS = 1000;

export interface CompactorOptions {
  folder: string;
  /** Bytes of a log that are too many. */
  longLog?: number | undefined;
  /** Characters of a part of the snapshot that are too many. */
  longPart?: number | undefined;
  /** Begins a new log, and tells the number of the finished one. */
  turn: () => Promise<number>;
  tell: (text: string) => void;
}

/** Brings the snapshot up to date, in a thread of its own, when it is worth it: after a while of quiet, or of much. */
export class Compactor {
  readonly #folder: string;
  readonly #longLog: number;
  readonly #longPart: number | undefined;
  readonly #turn: () => Promise<number>;
  readonly #tell: (text: string) => void;
  #quiet: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #held = false;
  #pending = false;
  #failures = 0;
  #snapshotSize = 0;
  #lastMs = 0;

  constructor({ folder, longLog = LONG_LOG, longPart, turn, tell }: CompactorOptions) {
    this.#folder = folder;
    this.#longLog = longLog;
    this.#longPart = longPart;
    this.#turn = turn;
    this.#tell = tell;
    void snapshotSize(folder).then(
      (size) => {
        this.#snapshotSize = size;
      },
      () => {},
    );
  }

  /** To be told after each write. @param logSize bytes in the current log */
  written(logSize: number): void {
    this.#pending = true;
    // What failed is tried more and more rarely: each time, everything is read.
    const long = Math.max(this.#longLog, this.#snapshotSize) * 2 ** this.#failures;
    if (logSize > long && !this.#running) void this.#run();
    else if (this.#quiet) this.#quiet.refresh();
    else this.#wait();
  }

  /** Does something while the snapshot is left alone. */
  async undisturbed<T>(work: () => Promise<T>): Promise<T> {
    this.#held = true;
    try {
      await this.#running;
      return await work();
    } finally {
      this.#held = false;
    }
  }

  /** Brings the snapshot up to date for the last time. */
  async finish(): Promise<void> {
    await this.#running;
    if (this.#pending) await this.#run();
    this.stop();
  }

  /** Leaves the snapshot as it is. */
  stop(): void {
    clearTimeout(this.#quiet);
    this.#quiet = undefined;
  }

  /** Large snapshots take long, so they are written more rarely. */
  get #patience(): number {
    return Math.max(QUIET_MS, 10 * this.#lastMs) * 2 ** this.#failures;
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
    this.#pending = false;
    try {
      const upTo = await this.#turn();
      this.#snapshotSize = await compactAside(this.#folder, upTo, this.#longPart);
      this.#failures = 0;
    } catch (error) {
      // The logs hold everything all the same; it is tried again.
      this.#pending = true;
      if (this.#failures === 0)
        this.#tell(
          `${snapshotPath(this.#folder)} could not be brought up to date, the logs beside it grow: ${(error as Error).message}`,
        );
      this.#failures = Math.min(this.#failures + 1, 6);
      this.#wait();
    }
    this.#lastMs = performance.now() - startedAt;
  }
}

function compactAside(folder: string, upTo: number, longPart: number | undefined): Promise<number> {
  // A thread cannot run the sources as they are written; in tests it is done here.
  if (import.meta.url.endsWith('.ts')) return compact(folder, upTo, longPart);
  return new Promise((fulfil, fail) => {
    const worker = new Worker(new URL('./compact-worker.js', import.meta.url), {
      workerData: { folder, upTo, longPart },
    });
    worker.once('message', fulfil);
    worker.once('error', fail);
    worker.once('exit', () => fail(new Error('the thread ended early')));
  });
}
