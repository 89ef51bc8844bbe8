import type { Json, JsonSchema } from '../json.ts';
import { generateArray } from './array.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { type Expansion, expand } from './expand.ts';
import { generateLeaf } from './leaf.ts';
import { generateObject } from './object.ts';
import { pickType } from './pick-type.ts';
import type { Place, Walk } from './walk.ts';

/** How often branches are chosen anew before the values below change as well. */
const OTHER_BRANCHES = 12;
const ATTEMPTS = 32;

type Outcome = { value: Json } | { failure: CannotGenerate; misfit: boolean };

/**
 * The value of a subschema at a place.
 * @throws CannotGenerate when no attempt gave a value that fits
 */
export function generateNode(schema: JsonSchema, place: Place, walk: Walk): Json {
  for (let attempt = 0; ; attempt += 1) {
    const expansion = expand(schema, place, walk, attempt);
    const outcome = tryOnce(schema, expansion, place, walk, attempt);
    if ('value' in outcome) return outcome.value;
    // Where nothing could be built the same branches meet the same dead end; a value that does not fit may do so by
    // chance, and another be luckier.
    const worthwhile = outcome.misfit ? attempt < ATTEMPTS : expansion.forked && attempt < OTHER_BRANCHES;
    if (!worthwhile) throw outcome.failure;
  }
}

function tryOnce(
  schema: JsonSchema,
  expansion: Expansion,
  place: Place,
  walk: Walk,
  attempt: number,
): Outcome {
  const kept = expansion.forked && attempt < OTHER_BRANCHES;
  const here = { ...place, trail: expansion.trail, nudge: place.nudge + (kept ? 0 : attempt) };
  try {
    if (expansion.dead !== undefined) throw new CannotGenerate(place.pointer, expansion.dead);
    const value = build(expansion, here, walk, attempt);
    if (expansion.certain || walk.conforms(schema, value)) return { value };
    return { failure: CannotGenerate.from(place.pointer, schema), misfit: true };
  } catch (error) {
    if (error instanceof CannotGenerate) return { failure: error, misfit: false };
    throw error;
  }
}

function build({ keywords }: Expansion, place: Place, walk: Walk, attempt: number): Json {
  const type = keywords.enum === undefined ? pickType(keywords, place, walk, attempt) : undefined;
  if (type === 'object') return generateObject(keywords, place, walk);
  if (type === 'array') return generateArray(keywords, place, walk);
  return generateLeaf(type, keywords, place, walk);
}
