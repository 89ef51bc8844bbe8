import type { Json } from './json.ts';

/** What a text is as JSON; undefined for one that is none. */
export function jsonOfText(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
