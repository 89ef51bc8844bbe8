import type { Instance } from '../../domain/instances/instance.ts';
import { firstCases } from '../../domain/stories/cast.ts';
import { inTurns } from './in-turns.ts';
import {
  begunCase,
  type CountUp,
  idOf,
  type PreparedStory,
  playedCase,
  startedCase,
} from './prepared-story.ts';

/** What came of a story. */
export interface Played {
  /** In the order in which they began. */
  instances: Instance[];
  /** How many cases were there already, and are left as they are. */
  there: number;
}

/** The first cases of a story, but for those that are passed over. */
interface Which {
  count: number;
  from?: number;
}

/**
 * Plays the first cases of a story, up to its present.
 * @param countUp numbers of the product, given in the order in which cases begin
 * @param isThere whether there is such an instance already: its case is not played again
 * @throws Error where a case cannot be played, saying why
 */
export async function playStory(
  prepared: PreparedStory,
  { count, from = 0 }: Which,
  countUp: CountUp,
  isThere: (id: string) => Promise<boolean>,
): Promise<Played> {
  const begun = [];
  let there = 0;
  for await (const one of inTurns(firstCases(prepared.stage.story, count).slice(from))) {
    const next = begunCase(prepared, one);
    if (await isThere(await idOf(prepared, next))) there += 1;
    else begun.push(next);
  }
  begun.sort((a, b) => a.at - b.at);
  const instances = [];
  for await (const next of inTurns(begun))
    instances.push(playedCase(prepared, await startedCase(prepared, next, countUp)));
  return { instances, there };
}

/** How many instances are in each state, the most first. */
export function statesOf(instances: readonly Instance[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { state } of instances) counts.set(state, (counts.get(state) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
