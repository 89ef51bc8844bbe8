import type { MemoryBudget } from '../memory/memory-budget.ts';

/** A journal, as far as its oldest request may have to go for others'. */
interface Aging {
  /** The number of its oldest entry, as it was given to `added`. */
  readonly oldest: number;
  dropOldest(): void;
}

/** So many that are gone already are not worth tidying up; nor is less than half of all. */
const UNTIDY = 10_000;

/** The requests of all journals in the order they were added, so that the oldest of all goes first where memory is full. */
export class OldestRequests {
  #added: { journal: Aging; number: number }[] = [];
  #next = 0;
  #sinceTidy = 0;
  readonly #budget: MemoryBudget;

  /** @param budget of which they take; they give way when it is full */
  constructor(budget: MemoryBudget) {
    this.#budget = budget;
    budget.whenFull(() => this.#drop());
  }

  /**
   * One is there. It may be the oldest, and go at once.
   * @param number grows by one with each that a journal adds
   * @param bytes that it takes
   */
  added(journal: Aging, number: number, bytes: number): void {
    this.#added.push({ journal, number });
    this.#skipGone();
    this.#sinceTidy += 1;
    if (this.#sinceTidy > UNTIDY && this.#sinceTidy > this.#added.length / 2) this.#tidy();
    this.#budget.count('journals', bytes);
  }

  /** One is gone. @param bytes that it took */
  gone(bytes: number): void {
    this.#budget.count('journals', -bytes);
  }

  /** For a journal that has dropped many itself, in the midst of others. */
  #tidy(): void {
    this.#added = this.#added.slice(this.#next).filter((one) => !isGone(one));
    this.#next = 0;
    this.#sinceTidy = 0;
  }

  #drop(): boolean {
    this.#skipGone();
    const oldest = this.#added[this.#next];
    if (oldest === undefined) return false;
    oldest.journal.dropOldest();
    return true;
  }

  #skipGone(): void {
    for (let one = this.#added[this.#next]; one && isGone(one); one = this.#added[this.#next])
      this.#next += 1;
  }
}

const isGone = ({ journal, number }: { journal: Aging; number: number }): boolean => number < journal.oldest;
