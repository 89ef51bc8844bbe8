import type { Patient, SeenRequest, SeenWorld } from './diagnosis.ts';

/** How many different ones are told; after these are mended, others are. */
const TOLD = 5;

/** Requests that have the same thing against them. */
export interface Alike {
  /** What they have against them. */
  text: string;
  /** The newest. */
  request: SeenRequest;
  world: SeenWorld;
  count: number;
}

/**
 * The requests of all journals that have something against them, those alike together, the most frequent first.
 * @param about says what, so that alike ones say the same; undefined for one that has nothing
 */
export function requestsOf(
  { standIn, injected }: Patient,
  about: (request: SeenRequest) => string | undefined,
): Alike[] {
  const found = new Map<string, Alike>();
  for (const world of standIn?.worlds ?? []) {
    for (const request of world.requests) {
      // Somebody wanted it refused, whatever was right or wrong with it.
      if (request.refusal?.name === injected) continue;
      const text = about(request);
      if (text === undefined) continue;
      const known = found.get(text);
      if (known) known.count += 1;
      else found.set(text, { text, request, world, count: 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count).slice(0, TOLD);
}

/** Where somebody can look at them: the newest entry of the journal, and how many there are. */
export function whereIs({ origin }: Patient, { request, world, count }: Alike): string {
  const entry = `${origin}/@${world.name}/__admin/requests/${request.id}`;
  return count === 1 ? entry : `${entry} and ${count - 1} more`;
}

/** What was asked, without the query and the world. */
export function pathOf({ url }: SeenRequest): string {
  return url.replace(/\?.*$/, '').replace(/^\/@[^/]*/, '') || '/';
}
