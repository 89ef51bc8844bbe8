import { digest } from '../values/digest.ts';
import { uuidFromDigest } from '../values/uuid.ts';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Whether an id is in use: instances may have come from elsewhere. */
type IsTaken = (id: string | number) => Promise<boolean>;

/**
 * New identifiers of a world. Each depends on the world's seed and on how many were made before, so the same calls
 * give the same ids; none is given twice, and none that is in use is given at all.
 */
export class Ids {
  readonly #seed: string;
  readonly #isTaken: IsTaken;
  #sequence: number;

  /** @param sequence how many were made before, as `sequence` told */
  constructor(seed: string, sequence = 0, isTaken: IsTaken = async () => false) {
    this.#isTaken = isTaken;
    this.#seed = seed;
    this.#sequence = sequence;
  }

  /** How many ids were made. */
  get sequence(): number {
    return this.#sequence;
  }

  /** An RFC 9562 UUID, version 4 in shape. */
  uuid(): Promise<string> {
    return this.#free(() => this.#uuid());
  }

  /**
   * Lower-case letters and digits.
   * @param prefix what the id begins with
   */
  word(length: number, prefix = ''): Promise<string> {
    return this.#free(() => prefix + this.#word(length));
  }

  /** A growing integer above `floor`. */
  number(floor: number): Promise<number> {
    return this.#free(() => floor + this.#next());
  }

  async #free<Id extends string | number>(make: () => Id): Promise<Id> {
    for (;;) {
      const id = make();
      if (!(await this.#isTaken(id))) return id;
    }
  }

  #uuid(): string {
    return uuidFromDigest(digest(this.#seed, 'uuid', this.#next()));
  }

  #word(length: number): string {
    const hex = digest(this.#seed, 'word', this.#next());
    let rest = BigInt(`0x${hex}`);
    let word = '';
    while (word.length < length) {
      word += ALPHABET[Number(rest % 36n)];
      rest /= 36n;
    }
    return word;
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}
