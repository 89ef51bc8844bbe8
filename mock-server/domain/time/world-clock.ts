import type { Clock } from './timestamp.ts';
import { timestamp } from './timestamp.ts';

/** As it is kept: how far a running clock is from real time, or where a frozen one stands; milliseconds. */
export type ClockState = { mode: 'running'; offset: number } | { mode: 'frozen'; at: number };

/** Beyond this, instants cannot be written any more. */
export const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** A move that a clock does not make; the message says why. */
export class ImpossibleMove extends Error {
  override readonly name = 'ImpossibleMove';
}

/** The clock of a world: real time plus an offset, or standing still. It never goes back, unless a move is taken back. */
export class WorldClock implements Clock {
  readonly #real: Clock;
  #state: ClockState;

  constructor(real: Clock, state: ClockState = { mode: 'running', offset: 0 }) {
    this.#real = real;
    this.#state = state;
  }

  get state(): ClockState {
    return this.#state;
  }

  /** A running clock stops at the end of time, too. */
  now(): number {
    if (this.#state.mode === 'frozen') return this.#state.at;
    return Math.min(this.#real.now() + this.#state.offset, END_OF_TIME);
  }

  freeze(): void {
    this.#state = { mode: 'frozen', at: this.now() };
  }

  run(): void {
    this.#state = { mode: 'running', offset: this.now() - this.#real.now() };
  }

  /**
   * Moves forward; the mode stays.
   * @throws ImpossibleMove for a way back, or one beyond the year 9999
   */
  advance(by: number): void {
    if (!(by >= 0)) throw new ImpossibleMove(`time does not go back: ${by} ms is less than nothing`);
    this.#moveTo(this.now() + by);
  }

  /**
   * Moves to an instant; the mode stays.
   * @throws ImpossibleMove for one that has passed, or is beyond the year 9999
   */
  set(to: number): void {
    if (to < this.now()) {
      throw new ImpossibleMove(
        `time does not go back: it is ${timestamp(this.now())} already; reset the world to begin anew`,
      );
    }
    this.#moveTo(to);
  }

  /** Undoes a move that could not be kept. @param before as the clock was; real time has gone on since */
  takeBack(before: ClockState): void {
    this.#state = before;
  }

  #moveTo(to: number): void {
    if (!(to <= END_OF_TIME)) throw new ImpossibleMove(`that is after ${timestamp(END_OF_TIME)}`);
    this.#state =
      this.#state.mode === 'frozen'
        ? { mode: 'frozen', at: to }
        : { mode: 'running', offset: to - this.#real.now() };
  }
}
