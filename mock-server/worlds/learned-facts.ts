import type { LearnedFact } from '../store/interface/store.ts';

/** What a world learned; each fact goes to the store once, with the next change. */
export class LearnedFacts {
  readonly #byApi = new Map<string, Record<string, unknown>[]>();
  #unkept: LearnedFact[] = [];

  /** @param kept those that the store has */
  constructor(kept: readonly LearnedFact[]) {
    for (const one of kept) this.#append(one);
  }

  /** Those about an API, in order. */
  of(api: string): readonly Record<string, unknown>[] {
    return this.#byApi.get(api) ?? [];
  }

  add(api: string, fact: Record<string, unknown>): void {
    this.#append({ api, fact });
    this.#unkept.push({ api, fact });
  }

  /** Those that the store does not have yet; it is to get them now. */
  take(): LearnedFact[] {
    const taken = this.#unkept;
    this.#unkept = [];
    return taken;
  }

  /** Those that were taken, and could not be kept. */
  giveBack(taken: LearnedFact[]): void {
    this.#unkept.unshift(...taken);
  }

  #append({ api, fact }: LearnedFact): void {
    const facts = this.#byApi.get(api) ?? [];
    if (facts.push(fact) === 1) this.#byApi.set(api, facts);
  }
}
