// For each operation a short story that shows whatever may be wrong with it.
import { operationOf } from '../operation-at.ts';
import type { Probe } from './ask.ts';
import { APPTOR_STORIES } from './stories-of-apptor.ts';
import { FLOWX_STORIES } from './stories-of-flowx.ts';
import { byCallers, byMethods, byTexts, call } from './variations.ts';

/** What the answers so far told: the ids of what was started, the latest last. */
export interface Told {
  started: string[];
}

/** A call, made of what was told before. */
export type Step = (told: Told) => Probe;

const STORIES: Record<string, Step[]> = { ...FLOWX_STORIES, ...APPTOR_STORIES };

/** The steps that show what is wrong with an operation. */
export function scriptOf(id: string): Step[] {
  const { api } = operationOf(id);
  const plain = [call(id), ...byCallers(api, id), ...byMethods(id), ...byTexts(id)];
  return [...plain.map((probe) => () => probe), ...(STORIES[id] ?? [])];
}
