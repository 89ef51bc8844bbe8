import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../files/json.ts';
import { ANNOTATIONS, BOUNDS, IDENTIFIERS, OF_ITEMS, REFERENCES, SAMPLES, SPEAK_OF } from '../../keywords.ts';
import type { Keywords, Place, Walk } from '../walk/walk.ts';
import { forksOf } from './branches.ts';
import { chooseBranch, differInType } from './choose-branch.ts';
import { merge } from './merge-schemas.ts';

/** What a subschema comes down to when every reference is followed and every branch taken. */
export interface Expansion {
  keywords: Keywords;
  /** Whether another attempt would take other branches. */
  forked: boolean;
  /** Whether any value built from `keywords` is bound to fit the subschema, so that nobody needs to look. */
  certain: boolean;
  trail: ReadonlyMap<string, number>;
  /** Why there is nothing to build from. */
  dead?: string;
}

/** More than any honest schema needs; a reference that leads to itself has no end. */
const MOST_PARTS = 300;
const SAY_NOTHING = [...IDENTIFIERS, ...ANNOTATIONS];
/** Keywords that the walk obeys by the way it builds, in any combination. */
const OBEYED = new Set([
  ...[...SAY_NOTHING, ...SAMPLES, ...REFERENCES, ...SPEAK_OF.string, ...SPEAK_OF.number, ...OF_ITEMS],
  ...['type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'minItems', 'maxItems'],
  ...['allOf', 'anyOf'],
]);
/** Followed or chosen from here, so not part of the keywords that remain. */
const RESOLVED = new Set([
  ...[...SAY_NOTHING, ...REFERENCES, 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'const'],
  ...['dependentRequired', 'dependentSchemas'],
]);

interface Part {
  schema: JsonSchema;
  /** Where it stands within the subschema, so that a choice made there depends on nothing else. */
  key: string;
}

/**
 * Follows references and takes branches until one set of keywords is left.
 * @param attempt 0 takes what is most natural and hopes for `not`, `if` and the other branches of `oneOf`;
 *   later attempts choose anew and force them
 */
export function flattenSchema(schema: JsonSchema, place: Place, walk: Walk, attempt: number): Expansion {
  const expansion: Expansion = { keywords: {}, forked: false, certain: true, trail: place.trail };
  const queue: Part[] = [{ schema, key: '' }];
  for (let steps = 0; queue.length > 0 && expansion.dead === undefined; steps += 1) {
    const part = queue.shift() as Part;
    if (steps > MOST_PARTS) expansion.dead = 'its references and branches have no end';
    else if (part.schema === false) expansion.dead = 'the schema is false';
    else if (isObject(part.schema)) {
      take(part.schema, expansion);
      queue.push(...followed(part.schema, part.key, expansion, walk));
      for (const fork of forksOf(part.schema, walk.resolve)) {
        expansion.forked = true;
        const choice = chooseBranch(fork, expansion.keywords, part.key, place, walk, attempt);
        queue.push(...choice.map((one, at) => ({ schema: one, key: `${part.key}/${fork.keyword}/${at}` })));
      }
    }
  }
  const dead = expansion.dead ?? contradiction(expansion.keywords);
  return dead === undefined ? expansion : { ...expansion, dead };
}

/** What can be seen at a glance to have no value, so that the next attempt costs little. */
function contradiction(keywords: Keywords): string | undefined {
  const { type, enum: values } = keywords;
  if (Array.isArray(type) && type.length === 0) return 'its types exclude each other';
  if (Array.isArray(values) && values.length === 0) return 'its constants exclude each other';
  // The string of a type is that of a list of one as well.
  const kind = String(type) === 'integer' ? 'number' : String(type);
  const crossed = BOUNDS.find(
    ({ of, low, high }) =>
      of === kind && Number(keywords[low] ?? -Infinity) > Number(keywords[high] ?? Infinity),
  );
  return (
    crossed && `${crossed.low} ${keywords[crossed.low]} is above ${crossed.high} ${keywords[crossed.high]}`
  );
}

/** Adds the keywords of one schema that are not branches or references. */
function take(schema: JsonObject, expansion: Expansion): void {
  const plain: Keywords = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const obeyed =
      OBEYED.has(keyword) || keyword.startsWith('x-') || (keyword === 'oneOf' && differInType(value));
    if (!obeyed) expansion.certain = false;
    if (!RESOLVED.has(keyword) && !keyword.startsWith('x-')) plain[keyword] = value;
  }
  if (schema.const !== undefined) {
    const alone = plain.enum === undefined ? plain : merge(plain, { enum: [schema.const] });
    Object.assign(plain, alone, plain.enum === undefined && { enum: [schema.const] });
  }
  if (schema.not !== undefined) plain.not = schema.not;
  expansion.keywords = merge(expansion.keywords, plain);
  // Keywords that could not be merged are judged at leaves only.
  if (expansion.keywords.allOf) expansion.certain = false;
}

/** What stands behind `allOf` and `$ref`. */
function followed(schema: JsonObject, key: string, expansion: Expansion, walk: Walk): Part[] {
  const parts = ((schema.allOf ?? []) as JsonSchema[]).map((one, at) => ({
    schema: one,
    key: `${key}/allOf/${at}`,
  }));
  const ref: Json | undefined = schema.$ref ?? schema.$dynamicRef;
  if (typeof ref !== 'string') return parts;
  const times = (expansion.trail.get(ref) ?? 0) + 1;
  if (times > walk.repeats || (times === 1 && expansion.trail.size >= walk.kinds)) {
    expansion.dead = `${ref} contains itself or others without end`;
    return [];
  }
  expansion.trail = new Map(expansion.trail).set(ref, times);
  return [{ schema: walk.resolve(ref), key: `${key}/$ref` }, ...parts];
}
