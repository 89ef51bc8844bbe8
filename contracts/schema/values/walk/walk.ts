import type { Json, JsonObject, JsonSchema } from '../../../files/json.ts';
import { escapeKey } from '../../../files/pointer.ts';
import { hash } from './seeded-dice.ts';

/** A type of JSON Schema. */
export type Type = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Where a value stands. All that may decide it, besides its schema, the seed and the path. */
export interface Place {
  /** JSON Pointer into the value. */
  pointer: string;
  /**
   * The keys that tell what it means: that of its parent and its own; an item of an array is called as the
   * array.
   */
  names: readonly [string, string];
  /** 0 at first; raised when a value is refused by what stands around it (`uniqueItems`, `not`, …). */
  nudge: number;
  /** How often each `$ref` was entered on the way here. */
  trail: ReadonlyMap<string, number>;
}

/** What one call of `generate` carries down. */
export interface Walk {
  /** The hash of seed and path. */
  basis: number;
  /** Epoch milliseconds. */
  now: number;
  /** How often the same `$ref` may be entered on the way down. */
  repeats: number;
  /** How many different `$ref`s may be entered on the way down. */
  kinds: number;
  resolve: (ref: string) => JsonSchema;
  /** The mark of members that are not part of the message. */
  absent?: 'readOnly' | 'writeOnly';
  conforms: (schema: JsonSchema, value: Json) => boolean;
  /**
   * The value of a subschema; a field, so that objects and arrays need not import the module that calls them.
   */
  value: (schema: JsonSchema, place: Place) => Json;
}

/** A subschema whose references and branches were resolved into one set of keywords. */
export type Keywords = JsonObject;

export const ROOT: Place = { pointer: '', names: ['', ''], nudge: 0, trail: new Map() };

/** 32 bits for one decision at a place. */
export function draw(walk: Walk, place: Place, decision: string): number {
  return hash(`${place.pointer}\n${decision}`, walk.basis);
}

/** A choice among `count`; nudged it takes the next one first, so that a small set is soon exhausted. */
export function choose(walk: Walk, place: Place, decision: string, count: number): number {
  if (place.nudge < count) return (draw(walk, place, decision) + place.nudge) % count;
  return draw(walk, place, `${decision}\n${place.nudge}`) % count;
}

/** The place of a property. */
export function below(place: Place, key: string): Place {
  return { ...place, pointer: `${place.pointer}/${escapeKey(key)}`, names: [place.names[1], key] };
}

/** The place of an item: `phoneNumbers/0` is a phone number. */
export function item(place: Place, index: number): Place {
  const [parent, name] = place.names;
  return { ...place, pointer: `${place.pointer}/${index}`, names: [parent, singular(name)] };
}

function singular(name: string): string {
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y');
  if (/(ss|us|is)$/i.test(name)) return name;
  return name.replace(/(sses|xes|s)$/i, (ending) => ending.slice(0, ending.length === 1 ? 0 : -2));
}
