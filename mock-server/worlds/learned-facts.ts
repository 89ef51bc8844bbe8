import type { LearnedFact } from '../store/interface/store.ts';

/** What a world learned; each fact goes to the store once, with the next change. */
export class LearnedFacts {
  readonly #byApi = new Map<string, Record<string, unknown>[]>();
  #unkept: LearnedFact[] = [];

  /** @param kept those that the store has */
  constructor(kept: readonly LearnedFact[]) {
    for (const one of kept) this.#append(one);
  }

  /** The facts about an API, in the order in which they were learned. */
  of(api: string): readonly Record<string, unknown>[] {
    return this.#byApi.get(api) ?? [];
  }

  add(api: string, fact: Record<string, unknown>): void {
    this.#append({ api, fact });
    this.#unkept.push({ api, fact });
  }

  /** The facts that the store does not have yet; the caller is to hand them over now. */
  take(): LearnedFact[] {
    const taken = this.#unkept;
    this.#unkept = [];
    return taken;
  }

  /** Gives back facts that were taken and could not be stored. */
  giveBack(taken: LearnedFact[]): void {
    this.#unkept.unshift(...taken);
  }

  #append({ api, fact }: LearnedFact): void {
    const facts = this.#byApi.get(api) ?? [];
    if (facts.push(fact) === 1) this.#byApi.set(api, facts);
  }
}
