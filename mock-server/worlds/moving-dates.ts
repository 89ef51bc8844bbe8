import type { WorldRecord } from '../store/interface/store.ts';

/** Which dates in a world's data go along when the whole world is moved in time. */
export class MovingDates {
  #byProcess: Record<string, string[]>;
  #timezone: string | undefined;

  constructor({ moving = {}, timezone }: Pick<WorldRecord, 'moving' | 'timezone'>) {
    this.#byProcess = moving;
    this.#timezone = timezone;
  }

  /** JSON Pointers, by process. */
  get byProcess(): Record<string, string[]> {
    return this.#byProcess;
  }

  /** Of the IANA database: in whose days and weeks the world is moved. */
  get timezone(): string {
    return this.#timezone ?? 'UTC';
  }

  /** Kept with the next commit. */
  add(process: string, pointers: readonly string[], timezone: string): void {
    this.#timezone ??= timezone;
    const all = new Set([...(this.#byProcess[process] ?? []), ...pointers]);
    this.#byProcess = { ...this.#byProcess, [process]: [...all].sort() };
  }

  /** As the record of the world has it. */
  kept(): Pick<WorldRecord, 'moving' | 'timezone'> {
    const timezone = this.#timezone;
    return timezone === undefined ? {} : { moving: this.#byProcess, timezone };
  }
}
