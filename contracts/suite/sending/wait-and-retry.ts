import { setTimeout as sleep } from 'node:timers/promises';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { Incoming } from './message.ts';
import { retryAfter } from './retry-after.ts';

/** Milliseconds that one request is waited for, and all of a run together. */
const MOST_FOR_ONE = 65_000;
const MOST_IN_ALL = 300_000;
/** Where the server does not say how long: the first wait, each further one twice as long, and how many. */
const FIRST = 500;
const UNTOLD_TRIES = 3;

/** At so many addresses waiting was in vain, and it is so at the others. */
const IN_VAIN = 2;

/** What was waited for, by status. */
export interface Waited {
  status: number;
  /** Requests that were not answered at once. */
  requests: number;
  /** Those that were answered in the end. */
  answered: number;
  ms: number;
}

type Send = (outgoing: Outgoing) => Promise<Incoming>;

/**
 * Sends again what a server was too busy for, within bounds: 429 when it says so or a little later, 503 only where it says
 * when, as one without `Retry-After` is a failure like others.
 */
export class WaitAndRetry {
  readonly #send: Send;
  readonly #signal: AbortSignal | undefined;
  readonly #waited = new Map<number, Waited>();
  /** Addresses at which waiting was in vain. */
  readonly #inVain = new Set<string>();
  #spent = 0;

  constructor(send: Send, signal: AbortSignal | undefined) {
    this.#send = send;
    this.#signal = signal;
  }

  get waited(): Waited[] {
    return [...this.#waited.values()];
  }

  /**
   * @param expected statuses that the request is to be refused with, which are answers like any other
   * @throws NoAnswer
   */
  async send(outgoing: Outgoing, expected: readonly number[] = []): Promise<Incoming> {
    const first = await this.#send(outgoing);
    const busy = ({ status, headers }: Incoming): boolean =>
      !expected.includes(status) &&
      (status === 429 || (status === 503 && retryAfter(headers['retry-after']) !== undefined));
    if (!busy(first)) return first;
    const place = `${outgoing.method} ${new URL(outgoing.url).pathname}`;
    if (this.#inVain.has(place) || this.#inVain.size >= IN_VAIN) return first;
    const entry = this.#noted(first.status);
    const last = await this.#again(outgoing, first, entry, busy);
    if (busy(last)) this.#inVain.add(place);
    else {
      entry.answered += 1;
      this.#inVain.clear();
    }
    return last;
  }

  async #again(
    outgoing: Outgoing,
    first: Incoming,
    entry: Waited,
    busy: (received: Incoming) => boolean,
  ): Promise<Incoming> {
    let received = first;
    let spent = 0;
    let untold = 0;
    while (busy(received)) {
      const told = retryAfter(received.headers['retry-after']);
      const wait = told === undefined ? FIRST * 2 ** untold : Math.max(told, 50);
      if (told === undefined) untold += 1;
      const enough = spent + wait > MOST_FOR_ONE || this.#spent + wait > MOST_IN_ALL;
      if (enough || untold > UNTOLD_TRIES) return received;
      await sleep(wait, undefined, this.#signal && { signal: this.#signal });
      spent += wait;
      this.#spent += wait;
      entry.ms += wait;
      received = await this.#send(outgoing);
    }
    return received;
  }

  #noted(status: number): Waited {
    const entry = this.#waited.get(status) ?? { status, requests: 0, answered: 0, ms: 0 };
    entry.requests += 1;
    this.#waited.set(status, entry);
    return entry;
  }
}
