import { END_OF_TIME } from './instant.ts';
import { type Clock, timestamp } from './timestamp.ts';
import { type ClockMode, readTime, type TimeAsOffset, type WorldTime } from './world-time.ts';

/** How long what is kept of a clock that goes may stay as it is, in milliseconds. */
const KEPT_ANEW_MS = 1000;

/** A move that a clock does not make; the message says why. */
export class ImpossibleMove extends Error {
  override readonly name = 'ImpossibleMove';
}

/** How a clock was before a move. */
interface Position {
  world: number;
  host: number;
  mode: ClockMode;
}

/**
 * The clock of a world; the one place that makes a world's time of the host's. It goes on by what passes on the host,
 * and never back, unless a move is taken back: where the host's clock is set back, nothing has passed. A clock that
 * nobody moved shows the host's time, but goes on by itself for as long as the host's is behind it.
 */
export class WorldClock implements Clock {
  readonly #host: Clock;
  /** The last moment it showed, and what the host's clock showed then. */
  #world: number;
  #seenHost: number;
  #mode: ClockMode;
  #kept: WorldTime | undefined;

  constructor(host: Clock, kept: WorldTime | TimeAsOffset) {
    this.#host = host;
    const time = readTime(kept, host.now());
    this.#world = Date.parse(time.world);
    this.#seenHost = Date.parse(time.host);
    this.#mode = time.mode;
    this.#kept = time;
  }

  get mode(): 'running' | 'frozen' {
    return this.#mode === 'frozen' ? 'frozen' : 'running';
  }

  /** A running clock stops at the end of time, too. */
  now(): number {
    if (this.#mode === 'frozen') return this.#world;
    const host = this.#host.now();
    const passed = Math.max(0, host - this.#seenHost);
    const caughtUp = this.#mode === 'follows-host' && host >= this.#world;
    this.#world = Math.min(caughtUp ? host : this.#world + passed, END_OF_TIME);
    this.#seenHost = host;
    return this.#world;
  }

  /**
   * As it is to be kept; the same object again for a second, so that whoever keeps it writes no more often.
   * @param atLeast a moment that must not come again when this is all that is known, in milliseconds since 1970
   */
  kept(atLeast = 0): WorldTime {
    const now = this.now();
    const before = this.#kept && Date.parse(this.#kept.world);
    if (this.#kept && before !== undefined && before >= atLeast && now < before + KEPT_ANEW_MS)
      return this.#kept;
    this.#kept = { world: timestamp(now), host: timestamp(this.#seenHost), mode: this.#mode };
    return this.#kept;
  }

  freeze(): void {
    this.#moveTo(this.now(), 'frozen');
  }

  run(): void {
    this.#moveTo(this.now(), this.#mode === 'frozen' ? 'running' : this.#mode);
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

  /** Where it is, for `takeBack`. */
  position(): Position {
    return { world: this.now(), host: this.#seenHost, mode: this.#mode };
  }

  /** Undoes a move that could not be kept; the host's time has gone on since. */
  takeBack({ world, host, mode }: Position): void {
    this.#world = world;
    this.#seenHost = host;
    this.#mode = mode;
    this.#kept = undefined;
  }

  #moveTo(to: number, mode: ClockMode = this.#mode === 'frozen' ? 'frozen' : 'running'): void {
    if (!(to <= END_OF_TIME)) throw new ImpossibleMove(`that is after ${timestamp(END_OF_TIME)}`);
    this.#world = to;
    this.#seenHost = this.#host.now();
    this.#mode = mode;
    this.#kept = undefined;
  }
}
