import { isObject, type Json, type JsonSchema } from '../../files/json.ts';
import { both, equal } from './narrowing/merge-schemas.ts';
import { CannotGenerate } from './walk/cannot-generate.ts';
import { draw, item, type Keywords, type Place, type Walk } from './walk/walk.ts';

/** How many values are tried for an item that must differ from those before it. */
const DIFFERENT = 32;
/** The most items of an array whose schema does not ask for more. */
const USUAL = 3;

/** What an array has to hold, taken from its keywords. */
interface Plan {
  length: number;
  least: number;
  unique: boolean;
  clauses: Clause[];
  schemaAt: (index: number) => JsonSchema;
}

/** One `contains`; an array has several when schemas were merged. */
interface Clause {
  schema: JsonSchema;
  /** How many more items must fit it. */
  missing: number;
  /** Whether no further items may fit it. */
  limited: boolean;
}

/**
 * An array of one to three items, where the schema does not want fewer or more.
 * @throws CannotGenerate when an item that must be there has no value
 */
export function generateArray(keywords: Keywords, place: Place, walk: Walk): Json {
  const plan = planOf(keywords, place, walk);
  const items: Json[] = [];
  while (items.length < plan.length) {
    try {
      const value = nextItem(plan, items, place, walk);
      for (const clause of plan.clauses) if (walk.conforms(clause.schema, value)) clause.missing -= 1;
      items.push(value);
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
  const clauses = clausesOf(keywords);
  const wanted = clauses.reduce((sum, clause) => sum + clause.missing, 0);
  const least = Math.max(Number(keywords.minItems ?? 0), ...clauses.map((clause) => clause.missing));
  const most = Math.min(Number(keywords.maxItems ?? Infinity), rest === false ? prefix.length : Infinity);
  if (least > most) throw new CannotGenerate(place.pointer, `at least ${least} and at most ${most} items`);
  const usual = prefix.length > 0 ? prefix.length + wanted : 1 + (draw(walk, place, 'length') % USUAL);
  return {
    length: Math.min(Math.max(least, wanted, usual), most),
    least,
    unique: keywords.uniqueItems === true,
    clauses,
    schemaAt: (index) => prefix[index] ?? rest,
  };
}

function clausesOf(keywords: Keywords): Clause[] {
  const holders = [keywords, ...((keywords.allOf ?? []) as JsonSchema[])].filter(isObject);
  return holders
    .filter((holder) => holder.contains !== undefined)
    .map(({ contains, minContains = 1, maxContains }) => ({
      schema: contains as JsonSchema,
      missing: Number(minContains),
      limited: maxContains !== undefined,
    }));
}

/**
 * An item for the first `contains` that still misses one and goes together with what stands at this index.
 */
function nextItem(plan: Plan, items: Json[], place: Place, walk: Walk): Json {
  const schema = plan.schemaAt(items.length);
  const unmet = plan.clauses.filter((clause) => clause.missing > 0);
  for (let turn = 0; turn < unmet.length; turn += 1) {
    // Nudged, another one goes first: two may compete for the only index that one of them fits.
    const clause = unmet[(turn + place.nudge) % unmet.length] as Clause;
    try {
      return distinctItem(both(schema, clause.schema), plan, items, place, walk);
    } catch (error) {
      if (!(error instanceof CannotGenerate)) throw error;
    }
  }
  const closed = plan.clauses.filter((clause) => clause.limited).map((clause) => ({ not: clause.schema }));
  return distinctItem(closed.reduce<JsonSchema>(both, schema), plan, items, place, walk);
}

function distinctItem(schema: JsonSchema, plan: Plan, items: Json[], place: Place, walk: Walk): Json {
  const there = item(place, items.length);
  for (let nudge = 0; nudge < DIFFERENT; nudge += 1) {
    const value = walk.value(schema, { ...there, nudge: place.nudge + nudge });
    if (!plan.unique || !items.some((other) => equal(other, value))) return value;
  }
  throw new CannotGenerate(there.pointer, 'no item differs from those before it');
}
