import { digest } from '../values/digest.ts';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * New identifiers of a world. Each depends on the world's seed and on how many were made before, so the same calls
 * give the same ids; none is given twice.
 */
export class Ids {
  readonly #seed: string;
  #sequence: number;

  /** @param sequence how many were made before, as `sequence` told */
  constructor(seed: string, sequence = 0) {
    this.#seed = seed;
    this.#sequence = sequence;
  }

  /** How many ids were made. */
  get sequence(): number {
    return this.#sequence;
  }

  /** An RFC 9562 UUID, version 4 in shape. */
  uuid(): string {
    const hex = digest(this.#seed, 'uuid', this.#next());
    const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20),
    ].join('-');
  }

  /** Lower-case letters and digits. */
  word(length: number): string {
    const hex = digest(this.#seed, 'word', this.#next());
    let rest = BigInt(`0x${hex}`);
    let word = '';
    while (word.length < length) {
      word += ALPHABET[Number(rest % 36n)];
      rest /= 36n;
    }
    return word;
  }

  /** A growing integer above `floor`. */
  number(floor: number): number {
    return floor + this.#next();
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}
