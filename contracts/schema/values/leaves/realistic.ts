import type { Json } from '../../../files/json.ts';
import { seededFaker } from '../walk/seeded-faker.ts';
import type { Keywords } from '../walk/walk.ts';
import { numbers } from './numbers.ts';
import { formatCandidates } from './realistic-formats.ts';
import { usualRange } from './realistic-numbers.ts';
import { textCandidates } from './realistic-texts.ts';
import { dateCandidates, epochCandidates } from './realistic-times.ts';

/** A type whose values the name of a property says something about. */
export type LeafType = 'string' | 'number' | 'integer';

/**
 * What a person would expect under a name, most likely first. None of it need fit the schema.
 * @param names the key of the parent and the key itself
 * @param now epoch milliseconds
 */
export function* realistic(
  type: LeafType,
  keywords: Keywords,
  names: readonly [string, string],
  seed: number,
  now: number,
): Generator<Json> {
  const name = plainWords(names);
  if (type !== 'string') {
    yield* epochCandidates(name, seed, now);
    const usual = usualRange(name, now);
    if (usual) yield* numbers(usual.whole ? 'integer' : type, keywords, seed, usual);
    return;
  }
  yield* dateCandidates(name, keywords.format, seed, now);
  // Begun anew for each, so that what one of them draws does not shift the other.
  yield* textCandidates(name, seededFaker(seed));
  yield* formatCandidates(keywords.format, seededFaker(seed));
}

/** `['customer', 'homeZIPCode']` becomes `customer home zip code`. */
export function plainWords(names: readonly string[]): string {
  return names
    .join(' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[^a-zA-Z\d]+/g, ' ')
    .trim()
    .toLowerCase();
}
