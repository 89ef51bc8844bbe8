import type { Json } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Violation } from '../judging/violation.ts';
import { COMPOSITES } from '../keywords.ts';
import type { Obligation } from './breakable-keywords.ts';
import { changesThatBreak } from './breakers.ts';
import { changed } from './change-at.ts';

/** A value that breaks one keyword and nothing else. */
export interface Broken {
  keyword: string;
  /** Where the violation is: of the missing or superfluous member where the keyword is about one. */
  pointer: string;
  value: Json;
}

/** What is wrong with a value; undefined for one that no message can carry at all. */
export type FindViolations = (
  value: Json,
) => readonly Pick<Violation, 'keyword' | 'pointer' | 'branchOf'>[] | undefined;

/** Breaks one obligation of a good value; undefined where none of the changes tried breaks it alone. */
export function breakAlone(
  obligation: Obligation,
  good: readonly Json[],
  violationsOf: FindViolations,
): Broken | undefined {
  for (const root of good) {
    const value = follow(root, obligation.pointer) as Json | undefined;
    for (const change of changesThatBreak(obligation, value)) {
      const broken = changed(root, change);
      const found = broken === undefined ? undefined : violationsOf(structuredClone(broken));
      if (broken === undefined || !found || !isJust(obligation, change.pointer, found)) continue;
      return { keyword: obligation.keyword, pointer: change.pointer, value: broken };
    }
  }
  return undefined;
}

function isJust(
  { keyword, pointer }: Obligation,
  expected: string,
  found: readonly Pick<Violation, 'keyword' | 'pointer' | 'branchOf'>[],
): boolean {
  const hit = found.some(
    (one) =>
      one.branchOf === keyword ||
      (one.keyword === keyword && (one.pointer === expected || COMPOSITES.has(keyword))),
  );
  if (!hit) return false;
  return COMPOSITES.has(keyword) ? found.every((one) => one.pointer.startsWith(pointer)) : found.length === 1;
}
