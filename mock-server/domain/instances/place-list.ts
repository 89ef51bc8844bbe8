/** So few changes are made one by one; more are made together. */
const FEW = 32;

/** Numbers in ascending order; to add the largest, which is what happens most, costs nothing. */
export class PlaceList {
  #sorted: number[] = [];
  /** What is still to be put in order, and to be taken out. */
  #added: number[] = [];
  readonly #removed = new Set<number>();

  get size(): number {
    return this.#sorted.length + this.#added.length - this.#removed.size;
  }

  /** @param place is not in the list */
  add(place: number): void {
    if (this.#removed.delete(place)) return;
    const last = this.#sorted.at(-1);
    if (this.#added.length === 0 && (last === undefined || place > last)) this.#sorted.push(place);
    else this.#added.push(place);
  }

  /** @param place is in the list */
  remove(place: number): void {
    this.#removed.add(place);
  }

  /** The first ones above a number. */
  after(place: number, limit: number): number[] {
    this.#settle();
    const begin = indexAbove(this.#sorted, place);
    return this.#sorted.slice(begin, begin + limit);
  }

  #settle(): void {
    const changes = this.#added.length + this.#removed.size;
    if (changes === 0) return;
    if (changes <= FEW) {
      for (const place of this.#added) this.#sorted.splice(indexAbove(this.#sorted, place), 0, place);
      for (const place of this.#removed) this.#sorted.splice(indexAbove(this.#sorted, place) - 1, 1);
    } else
      this.#sorted = [...this.#sorted, ...this.#added]
        .filter((place) => !this.#removed.has(place))
        .sort((a, b) => a - b);
    this.#added = [];
    this.#removed.clear();
  }
}

/** The index of the first number that is above another. */
function indexAbove(sorted: readonly number[], place: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
