import { setTimeout as sleep } from 'node:timers/promises';

/** Lets no more requests through than are wanted a second. */
export class Pace {
  readonly #gap: number;
  #next = 0;

  /** @param rate requests a second; undefined: as fast as they come */
  constructor(rate?: number) {
    this.#gap = rate === undefined ? 0 : 1000 / rate;
  }

  /** Resolves when it is the caller's turn. */
  async turn(signal?: AbortSignal): Promise<void> {
    if (this.#gap === 0) return;
    const now = performance.now();
    const mine = Math.max(now, this.#next);
    this.#next = mine + this.#gap;
    if (mine > now) await sleep(mine - now, undefined, signal && { signal });
  }
}
