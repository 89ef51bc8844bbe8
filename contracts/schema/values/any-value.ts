import type { Json, JsonSchema } from '../../files/json.ts';
import { generateArray } from './array.ts';
import { generateLeaf } from './leaves/leaf.ts';
import { type Expansion, flattenSchema } from './narrowing/flatten-schema.ts';
import { pickType } from './narrowing/pick-type.ts';
import { generateObject } from './object.ts';
import { CannotGenerate } from './walk/cannot-generate.ts';
import type { Place, Walk } from './walk/walk.ts';

/** How often branches are chosen anew before the values below change as well. */
const OTHER_BRANCHES = 12;
/** How many values are built, and how many choices of branches looked at that leave nothing to build. */
const VALUES = 32;
const DEAD_ENDS = 200;

type Outcome = { value: Json } | { failure: CannotGenerate; misfit: boolean };

/**
 * The value of a subschema at a place.
 * @throws CannotGenerate when no attempt gave a value that fits
 */
export function generateNode(schema: JsonSchema, place: Place, walk: Walk): Json {
  let failure: CannotGenerate | undefined;
  for (let attempt = 0, built = 0; attempt < DEAD_ENDS; attempt += 1) {
    const expansion = flattenSchema(schema, place, walk, attempt);
    if (expansion.dead === undefined) {
      const outcome = tryOnce(schema, expansion, place, walk, built);
      if ('value' in outcome) return outcome.value;
      failure = outcome.failure;
      built += 1;
      // Where nothing could be built the same branches meet the same dead end; a value that does not fit may
      // do so by chance, and another be luckier.
      if (built >= (outcome.misfit ? VALUES : OTHER_BRANCHES)) break;
      if (!outcome.misfit && !expansion.forked) break;
    } else {
      failure ??= new CannotGenerate(place.pointer, expansion.dead);
      if (!expansion.forked) break;
    }
  }
  throw failure;
}

function tryOnce(schema: JsonSchema, expansion: Expansion, place: Place, walk: Walk, built: number): Outcome {
  const kept = expansion.forked && built < OTHER_BRANCHES;
  const here = { ...place, trail: expansion.trail, nudge: place.nudge + (kept ? 0 : built) };
  try {
    const value = build(expansion, here, walk, built);
    if (expansion.certain || walk.conforms(schema, value)) return { value };
    return { failure: CannotGenerate.from(place.pointer, schema), misfit: true };
  } catch (error) {
    if (error instanceof CannotGenerate) return { failure: error, misfit: false };
    throw error;
  }
}

function build({ keywords }: Expansion, place: Place, walk: Walk, built: number): Json {
  const type = keywords.enum === undefined ? pickType(keywords, place, walk, built) : undefined;
  if (type === 'object') return generateObject(keywords, place, walk);
  if (type === 'array') return generateArray(keywords, place, walk);
  return generateLeaf(type, keywords, place, walk);
}
