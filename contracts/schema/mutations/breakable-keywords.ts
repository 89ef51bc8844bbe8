import { isObject, type Json, type JsonObject, type JsonSchema } from '../../files/json.ts';
import { escapeKey } from '../../files/pointer.ts';
import { restrictions } from '../keywords.ts';

/** A keyword that a value has to satisfy at one place. */
export interface Obligation {
  keyword: string;
  /** JSON Pointer in the value. */
  pointer: string;
  /** The schema that has the keyword. */
  schema: JsonObject;
  /** JSON Pointer of that schema in the contract's document. */
  promise: string;
  /** The one member that `required` asks for. */
  member?: string;
}

/** A name that no contract gives a member. */
export const UNNAMED = 'memberNobodyNamed';

/** The schema behind a `$ref`. */
export type Resolve = (ref: string) => JsonSchema;

interface Place {
  pointer: string;
  promise: string;
  /** The `$ref`s on the way here: a kind that contains itself is entered once. */
  entered: readonly string[];
}

/**
 * Every restricting keyword of a schema and of those it holds, each with the place at which a value has to satisfy it.
 * Branches of `anyOf`, `oneOf`, `not` and `if` are not entered: they are obligations as a whole.
 */
export function obligationsOf(
  schema: Json | undefined,
  resolve: Resolve,
  place: Place = { pointer: '', promise: '', entered: [] },
): Obligation[] {
  if (!isObject(schema)) return [];
  const own = restrictions(schema).flatMap((keyword) => one(schema, keyword, place));
  const inner = childrenOf(schema, place).flatMap(([child, at]) => obligationsOf(child, resolve, at));
  const { $ref } = schema;
  if (typeof $ref !== 'string' || place.entered.includes($ref)) return [...own, ...inner];
  const behind = { ...place, promise: $ref.replace(/^#/, ''), entered: [...place.entered, $ref] };
  return [...own, ...inner, ...obligationsOf(resolve($ref), resolve, behind)];
}

function one(schema: JsonObject, keyword: string, { pointer, promise }: Place): Obligation[] {
  const obligation = { keyword, pointer, schema, promise };
  const names = schema[keyword];
  if (keyword !== 'required' || !Array.isArray(names)) return [obligation];
  return names.map((name) => ({ ...obligation, member: String(name) }));
}

function childrenOf(schema: JsonObject, place: Place): [Json, Place][] {
  const prefixed = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0;
  const below = (keyword: string, key: string | number): Place => ({
    ...place,
    pointer: `${place.pointer}/${escapeKey(String(key))}`,
    promise: `${place.promise}/${keyword}`,
  });
  const named = (keyword: string): [Json, Place][] =>
    Object.entries((schema[keyword] ?? {}) as JsonObject).map(([name, child]) => [
      child,
      below(`${keyword}/${escapeKey(name)}`, name),
    ]);
  const listed = Array.isArray(schema.allOf) ? schema.allOf : [];
  const prefixes = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  return [
    ...named('properties'),
    ...listed.map((child, index): [Json, Place] => [
      child,
      { ...place, promise: `${place.promise}/allOf/${index}` },
    ]),
    ...prefixes.map((child, index): [Json, Place] => [child, below(`prefixItems/${index}`, index)]),
    ...(schema.items === undefined ? [] : [[schema.items, below('items', prefixed)] as [Json, Place]]),
    ...(isObject(schema.additionalProperties)
      ? [[schema.additionalProperties, below('additionalProperties', UNNAMED)] as [Json, Place]]
      : []),
  ];
}
