import type { Data } from '../values/process-data.ts';
import { chance, drawDelay } from './chance.ts';
import { type Effect, type Steering, timing } from './fault.ts';

/** What of a request decides which faults it meets. */
export interface FaultCall {
  api: string;
  operationId: string;
  /** What was asked, without world prefix and query, and the other spellings of it. */
  paths: readonly string[];
  /** Undefined: none, or none that could be read. */
  body: unknown;
  /** Whether the operation declares a status. */
  declares(code: number): boolean;
  /** The status of a named refusal of the API. */
  statusOf(refusal: string): number | undefined;
}

/** An entry of the list of faults, ready to be applied. */
export interface FaultRule {
  /** As it was written. */
  entry: Data;
  /** Whether a request is one of those it is for. */
  covers(call: FaultCall): boolean;
  /** Whether a moment (milliseconds since 1970) is within its window. */
  within(now: number): boolean;
  looksAtBody: boolean;
  /** How many of the requests it is for pass unharmed first. */
  skip: number;
  /** How many it is then for. */
  times: number;
  /** What may happen, the probabilities together being at most 1. */
  outcomes: { probability: number; effect: Effect }[];
  profile?: string;
}

interface Counted {
  rule: FaultRule;
  matched: number;
  fired: number;
}

/** The faults of a world, in their order. What is left to chance follows from the seed and the order of the calls. */
export class Faults {
  readonly #seed: string;
  #onReplaced = (_: number): void => {};
  #list: Counted[] = [];
  /** Whether there are none; asked for each request. */
  none = true;
  /** Whether some look at bodies. */
  looksAtBodies = false;

  /** @param onReplaced told how many there are, when there are others */
  constructor(seed: string, rules: readonly FaultRule[] = [], onReplaced = (_: number): void => {}) {
    this.#seed = seed;
    this.replace(rules);
    this.#onReplaced = onReplaced;
  }

  /**
   * Begins anew with other faults.
   * @param counted those that are written as they were go on counting; without it, nothing was counted yet
   */
  replace(rules: readonly FaultRule[], counted = false): void {
    const before = new Map<string, Counted[]>();
    for (const one of counted ? this.#list : []) {
      const written = JSON.stringify(one.rule.entry);
      before.set(written, [...(before.get(written) ?? []), one]);
    }
    this.#list = rules.map((rule) => ({
      matched: 0,
      fired: 0,
      ...before.get(JSON.stringify(rule.entry))?.shift(),
      rule,
    }));
    this.none = rules.length === 0;
    this.looksAtBodies = rules.some(({ looksAtBody }) => looksAtBody);
    this.#onReplaced(rules.length);
  }

  /** Whether they are just these. */
  are(rules: readonly FaultRule[]): boolean {
    return rules.length === this.#list.length && this.#list.every(({ rule }, index) => rule === rules[index]);
  }

  /** Each as it was written, with how many requests it was for, and how often it did something. */
  entries(): Data[] {
    return this.#list.map(({ rule, matched, fired }) => ({ ...rule.entry, matched, fired }));
  }

  /**
   * What becomes of a request; undefined: nothing special. The first fault that does more than delay decides, and those
   * behind it do not see the request; the delays before it add up.
   * @param now milliseconds since 1970
   */
  decide(call: FaultCall, now: number): Steering | undefined {
    let late: Steering | undefined;
    for (const [index, counted] of this.#list.entries()) {
      const drawn = this.#draw(counted, index, call, now);
      if (!drawn) continue;
      const times = timing(drawn.fault, drawn.delay, late?.delay);
      if (drawn.code !== undefined || drawn.fault) return { ...drawn, ...times };
      late = { ...(late ?? drawn), ...times, when: late?.when === 'after' ? 'after' : drawn.when };
    }
    return late;
  }

  #draw(counted: Counted, index: number, call: FaultCall, now: number): Steering | undefined {
    const { rule } = counted;
    const { skip, times, profile } = rule;
    if (!rule.within(now) || !rule.covers(call)) return undefined;
    const outcomes = rule.outcomes.map(({ probability, effect }) => ({
      probability,
      effect: settled(effect, call),
    }));
    if (outcomes.every(({ effect }) => effect === undefined)) return undefined;
    counted.matched += 1;
    const count = counted.matched;
    if (count <= skip || count > skip + times) return undefined;
    const effect = pick(outcomes, chance(this.#seed, 'fault', index, count));
    if (!effect) return undefined;
    counted.fired += 1;
    const delay = drawDelay(effect.delay ?? 0, this.#seed, 'delay', index, count);
    return { ...effect, delay, by: { fault: index, ...(profile !== undefined && { profile }) } };
  }
}

/** An effect as an operation knows it; undefined when it does not declare the status. */
function settled(effect: Effect, call: FaultCall): Effect | undefined {
  const { refusal, code } = effect;
  const status = refusal === undefined ? code : call.statusOf(refusal);
  if (status === undefined) return refusal === undefined ? effect : undefined;
  return call.declares(status) ? { ...effect, code: status } : undefined;
}

function pick(
  outcomes: { probability: number; effect: Effect | undefined }[],
  drawn: number,
): Effect | undefined {
  let passed = 0;
  for (const { probability, effect } of outcomes) {
    passed += probability;
    if (drawn < passed) return effect;
  }
  return undefined;
}
