import { SPEAK_OF } from '../../keywords.ts';
import { CannotGenerate } from '../walk/cannot-generate.ts';
import { draw, type Keywords, type Place, type Type, type Walk } from '../walk/walk.ts';

const ALL: Type[] = ['string', 'integer', 'boolean', 'object', 'array', 'number', 'null'];
/** A schema with keywords that speak of one type, and without `type`, most likely means that one. */
const MEANT = Object.entries(SPEAK_OF) as [Type, string[]][];

/** The type of which a value is built, by hash of the place where the schema leaves a choice. */
export function pickType(keywords: Keywords, place: Place, walk: Walk, attempt: number): Type {
  const types = allowed(keywords, attempt);
  const number = draw(walk, place, attempt === 0 ? 'type' : `type/${attempt}`);
  // As with branches, null is taken one time in ten.
  const telling = types.filter((type) => type !== 'null');
  const pool = telling.length === 0 || (types.includes('null') && number % 10 === 0) ? types : telling;
  const type = pool[Math.floor(number / 10) % pool.length];
  if (type === undefined) throw new CannotGenerate(place.pointer, 'its types exclude each other');
  return type;
}

function allowed(keywords: Keywords, attempt: number): Type[] {
  if (keywords.type !== undefined) return [keywords.type].flat() as Type[];
  const meant = MEANT.find(([, words]) => words.some((word) => keywords[word] !== undefined));
  if (meant && attempt < 3) return [meant[0]];
  return attempt === 0 ? ['string'] : ALL;
}
