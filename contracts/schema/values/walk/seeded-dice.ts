/**
 * Everything random here is a hash of where the value stands, never the next number of a running sequence: a
 * value added elsewhere draws nothing away from this one. Integer arithmetic only, so every Node computes the
 * same.
 */

/**
 * A 32-bit hash (FNV-1a, then MurmurHash3's finish so that neighbouring texts differ in every bit).
 * @param basis a hash to continue from, e.g. that of the seed and the path
 */
export function hash(text: string, basis = 0x811c9dc5): number {
  let state = basis >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A source of numbers in [0, 1) that is cheap to start anew, unlike a Mersenne Twister (Mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  seed(seed: number): void {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
}
