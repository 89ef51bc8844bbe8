import type { Json, JsonSchema } from '../json.ts';
import { CannotGenerate } from './cannot-generate.ts';
import { both, equal } from './merge.ts';
import { draw, item, type Keywords, type Place, type Walk } from './walk.ts';

/** How many values are tried for an item that must differ from those before it. */
const DIFFERENT = 32;
/** The most items of an array whose schema does not ask for more. */
const USUAL = 3;

/** What an array has to hold, taken from its keywords. */
interface Plan {
  length: number;
  least: number;
  unique: boolean;
  contains: JsonSchema | undefined;
  /** How many items must fit `contains`. */
  needed: number;
  /** Whether the other items must not fit it. */
  limited: boolean;
  schemaAt: (index: number) => JsonSchema;
}

/**
 * An array of one to three items, where the schema does not want fewer or more.
 * @throws CannotGenerate when an item that must be there has no value
 */
export function generateArray(keywords: Keywords, place: Place, walk: Walk): Json {
  const plan = planOf(keywords, place, walk);
  const items: Json[] = [];
  for (let found = 0; items.length < plan.length; ) {
    try {
      const contained = found < plan.needed ? containedItem(plan, items, place, walk) : undefined;
      if (contained !== undefined) found += 1;
      // Not `??`: null is an item too.
      const other = () => distinctItem(otherSchema(plan, items.length), plan, items, place, walk);
      items.push(contained === undefined ? other() : contained);
    } catch (error) {
      // An array that is long enough ends where no further item can be made.
      if (!(error instanceof CannotGenerate) || items.length < plan.least) throw error;
      break;
    }
  }
  return items;
}

function planOf(keywords: Keywords, place: Place, walk: Walk): Plan {
  const prefix = (keywords.prefixItems ?? []) as JsonSchema[];
  const rest = (keywords.items ?? keywords.unevaluatedItems ?? true) as JsonSchema;
  const contains = keywords.contains as JsonSchema | undefined;
  const needed = contains === undefined ? 0 : Number(keywords.minContains ?? 1);
  const least = Math.max(Number(keywords.minItems ?? 0), needed);
  const most = Math.min(Number(keywords.maxItems ?? Infinity), rest === false ? prefix.length : Infinity);
  if (least > most) throw new CannotGenerate(place.pointer, `at least ${least} and at most ${most} items`);
  const usual = prefix.length > 0 ? prefix.length + needed : 1 + (draw(walk, place, 'length') % USUAL);
  return {
    length: Math.min(Math.max(least, usual), most),
    least,
    unique: keywords.uniqueItems === true,
    contains,
    needed,
    limited: keywords.maxContains !== undefined,
    schemaAt: (index) => prefix[index] ?? rest,
  };
}

/** An item that fits `contains` as well as what stands at its index; undefined where the two exclude each other. */
function containedItem(plan: Plan, items: Json[], place: Place, walk: Walk): Json | undefined {
  const schema = both(plan.schemaAt(items.length), plan.contains ?? true);
  try {
    return distinctItem(schema, plan, items, place, walk);
  } catch (error) {
    if (error instanceof CannotGenerate) return undefined;
    throw error;
  }
}

function otherSchema(plan: Plan, index: number): JsonSchema {
  const schema = plan.schemaAt(index);
  return plan.limited && plan.contains !== undefined ? both(schema, { not: plan.contains }) : schema;
}

function distinctItem(schema: JsonSchema, plan: Plan, items: Json[], place: Place, walk: Walk): Json {
  const there = item(place, items.length);
  for (let nudge = 0; nudge < DIFFERENT; nudge += 1) {
    const value = walk.value(schema, { ...there, nudge: place.nudge + nudge });
    if (!plan.unique || !items.some((other) => equal(other, value))) return value;
  }
  throw new CannotGenerate(there.pointer, 'no item differs from those before it');
}
