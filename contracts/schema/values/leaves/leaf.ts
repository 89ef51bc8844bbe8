import type { Json } from '../../../files/json.ts';
import { SAMPLES } from '../../keywords.ts';
import { CannotGenerate } from '../walk/cannot-generate.ts';
import { choose, draw, type Keywords, type Place, type Type, type Walk } from '../walk/walk.ts';
import { numbers } from './numbers.ts';
import { type LeafType, realistic } from './realistic.ts';
import { texts } from './texts.ts';

/**
 * A value without parts: the first of several candidates that fits, the most realistic ones first.
 * @param type undefined where an enumeration says what there is
 * @throws CannotGenerate when none fits
 */
export function generateLeaf(type: Type | undefined, keywords: Keywords, place: Place, walk: Walk): Json {
  const rules: Keywords = type === undefined ? {} : { type };
  for (const [keyword, value] of Object.entries(keywords)) {
    if (!SAMPLES.includes(keyword) && !(keyword === 'type' && type !== undefined)) rules[keyword] = value;
  }
  for (const candidate of candidates(type, keywords, place, walk)) {
    if (!fits(rules, candidate, walk)) continue;
    // A constant may be an object, and that one is the schema's own.
    return typeof candidate === 'object' ? (JSON.parse(JSON.stringify(candidate)) as Json) : candidate;
  }
  throw CannotGenerate.from(place.pointer, rules);
}

function* candidates(type: Type | undefined, keywords: Keywords, place: Place, walk: Walk): Generator<Json> {
  if (type === undefined) return yield* inTurn(keywords.enum as Json[], 'enum', place, walk);
  if (type === 'null') return yield null;
  if (type === 'boolean') return yield* inTurn([true, false], 'boolean', place, walk);
  const shown = [...list(keywords.examples), ...(keywords.example === undefined ? [] : [keywords.example])];
  const known = shown.length > 0 || keywords.default === undefined ? shown : [keywords.default];
  // Nudged beyond the last of them, another example would be one that was refused before.
  if (place.nudge < known.length) yield* inTurn(known, 'examples', place, walk);
  const seed = draw(walk, place, `leaf/${place.nudge}`);
  yield* realistic(type as LeafType, keywords, place.names, seed, walk.now);
  yield* type === 'string' ? texts(keywords, seed) : numbers(type as LeafType, keywords, seed);
}

/** All of them, beginning with the one that the place chooses. */
function* inTurn(values: Json[], decision: string, place: Place, walk: Walk): Generator<Json> {
  if (values.length === 0) return;
  const start = choose(walk, place, decision, values.length);
  for (let step = 0; step < values.length; step += 1) yield values[(start + step) % values.length] as Json;
}

/** Most leaves say no more than their type, which needs no ajv. */
function fits(rules: Keywords, value: Json, walk: Walk): boolean {
  const [keyword, ...others] = Object.keys(rules);
  if (keyword !== 'type' || others.length > 0) return walk.conforms(rules, value);
  if (rules.type === 'integer') return Number.isInteger(value);
  return rules.type === (value === null ? 'null' : typeof value);
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
