import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { compact } from './compact.ts';
import { snapshotPath } from './snapshot.ts';

/** A log at least this long is cut even while writes go on, once it is longer than the snapshot, too. */
const LONG_LOG = 8 * 1024 * 1024;
/** Otherwise the snapshot is brought up to date when nothing was written for so long. */
const QUIET_MS = 1000;

/** Brings the snapshot up to date, in a thread of its own, when it is worth it: after a while of quiet, or of much. */
export class Compactor {
  readonly #folder: string;
  readonly #turn: () => Promise<number>;
  #quiet: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #pending = false;
  #snapshotSize = 0;
  #lastMs = 0;

  /** @param turn begins a new log, and tells the number of the finished one */
  constructor(folder: string, turn: () => Promise<number>) {
    this.#folder = folder;
    this.#turn = turn;
    void stat(snapshotPath(folder)).then(
      ({ size }) => {
        this.#snapshotSize = size;
      },
      () => {},
    );
  }

  /** To be told after each write. @param logSize bytes in the current log */
  written(logSize: number): void {
    this.#pending = true;
    if (logSize > Math.max(LONG_LOG, this.#snapshotSize)) void this.#run();
    else if (!this.#quiet) this.#quiet = setTimeout(() => this.#afterQuiet(), this.#patience).unref();
    else this.#quiet.refresh();
  }

  /** Brings the snapshot up to date for the last time. */
  async finish(): Promise<void> {
    clearTimeout(this.#quiet);
    await this.#running;
    if (this.#pending) await this.#run();
  }

  /** Large snapshots take long, so they are written more rarely. */
  get #patience(): number {
    return Math.max(QUIET_MS, 10 * this.#lastMs);
  }

  #afterQuiet(): void {
    this.#quiet = undefined;
    void this.#run();
  }

  #run(): Promise<void> {
    this.#running ??= this.#compact().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #compact(): Promise<void> {
    const startedAt = performance.now();
    this.#pending = false;
    try {
      const upTo = await this.#turn();
      this.#snapshotSize = await compactAside(this.#folder, upTo);
    } catch (error) {
      // The log holds everything all the same; it is tried again after the next write.
      process.stderr.write(
        `flowx-mock: ${snapshotPath(this.#folder)} could not be brought up to date: ${(error as Error).message}\n`,
      );
    }
    this.#lastMs = performance.now() - startedAt;
  }
}

function compactAside(folder: string, upTo: number): Promise<number> {
  // A thread cannot run the sources as they are written; in tests it is done here.
  if (import.meta.url.endsWith('.ts')) return compact(folder, upTo);
  return new Promise((fulfil, fail) => {
    const worker = new Worker(new URL('./compact-worker.js', import.meta.url), {
      workerData: { folder, upTo },
    });
    worker.once('message', fulfil);
    worker.once('error', fail);
    worker.once('exit', () => fail(new Error('the thread ended early')));
  });
}
