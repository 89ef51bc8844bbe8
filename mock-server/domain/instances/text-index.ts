import type { Instance } from './instance.ts';

/** What is not part of a word. */
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;

/** The words of a text as they are compared: in any case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().split(BETWEEN_WORDS).filter(Boolean);
}

/** The words that an instance is found by: of its id, its process, its key and its data, names of members not among them. */
export function wordsIn({ id, process, key = '', data }: Instance): Set<string> {
  const words = new Set<string>();
  // A list of its own, as data may be nested deeper than calls can be.
  const rest: unknown[] = [id, process, key, data];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'string' || typeof value === 'number')
      for (const word of wordsOf(String(value))) words.add(word);
    else if (typeof value === 'object' && value !== null) rest.push(...Object.values(value));
  }
  return words;
}

/** Finds by the beginnings of words. */
export class TextIndex {
  readonly #places = new Map<string, Set<number>>();
  readonly #words = new Map<number, ReadonlySet<string>>();
  /** All words, sorted; undefined when there are new ones. */
  #sorted: string[] | undefined;

  /** From now on something is found by these words. */
  put(place: number, words: ReadonlySet<string>): void {
    for (const word of this.#words.get(place) ?? [])
      if (!words.has(word)) this.#places.get(word)?.delete(place);
    this.#words.set(place, words);
    for (const word of words) {
      const places = this.#places.get(word);
      if (places) places.add(place);
      else {
        this.#places.set(word, new Set([place]));
        this.#sorted = undefined;
      }
    }
  }

  /** Those that have, for each word of a text, one that begins so. */
  find(text: string): Set<number> {
    const [first, ...others] = wordsOf(text).map((word) => this.#beginningWith(word));
    for (const other of others) for (const place of first ?? []) if (!other.has(place)) first?.delete(place);
    return first ?? new Set();
  }

  #beginningWith(prefix: string): Set<number> {
    this.#sorted ??= [...this.#places.keys()].sort();
    const sorted = this.#sorted;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    const found = new Set<number>();
    for (let index = low; sorted[index]?.startsWith(prefix); index += 1)
      for (const place of this.#places.get(sorted[index] ?? '') ?? []) found.add(place);
    return found;
  }
}
