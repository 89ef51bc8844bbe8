import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../files/json.ts';
import {
  ANNOTATIONS,
  HOLDS_LIST,
  HOLDS_MAP,
  HOLDS_ONE,
  IDENTIFIERS,
  ONE_WAY,
  SAMPLES,
} from '../../keywords.ts';

/** Keywords that say nothing about a value, or would give references another base than `resolve` has. */
const LEFT_OUT = new Set(
  [...IDENTIFIERS, ...ANNOTATIONS, ...SAMPLES].filter((keyword) => !ONE_WAY.includes(keyword)),
);

/**
 * A copy of a schema that stands alone: all it refers to, however far, is under its own `$defs`.
 * @returns the copy, and whether it referred to anything
 */
export function closedSchema(
  schema: JsonSchema,
  resolve: (ref: string) => JsonSchema,
): { schema: JsonSchema; refers: boolean } {
  const slots = new Map<string, string>();
  const pending: string[] = [];
  const slotOf = (ref: string): string => {
    const known = slots.get(ref);
    if (known) return known;
    const slot = `r${slots.size}`;
    slots.set(ref, slot);
    pending.push(ref);
    return slot;
  };
  const copy = copySchema(schema, slotOf);
  if (!isObject(copy) || slots.size === 0) return { schema: copy as JsonSchema, refers: false };
  const $defs: JsonObject = {};
  for (let ref = pending.shift(); ref !== undefined; ref = pending.shift()) {
    $defs[slotOf(ref)] = copySchema(resolve(ref), slotOf);
  }
  return { schema: { ...copy, $defs }, refers: true };
}

function copySchema(schema: Json, slotOf: (ref: string) => string): Json {
  if (!isObject(schema)) return schema;
  const copy: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (LEFT_OUT.has(keyword) || keyword.startsWith('x-')) continue;
    if (keyword === '$ref' || keyword === '$dynamicRef') copy.$ref = `#/$defs/${slotOf(String(value))}`;
    else copy[keyword] = copyKeyword(keyword, value, slotOf);
  }
  return copy;
}

function copyKeyword(keyword: string, value: Json, slotOf: (ref: string) => string): Json {
  if (HOLDS_ONE.has(keyword)) return copySchema(value, slotOf);
  if (HOLDS_LIST.has(keyword) && Array.isArray(value)) return value.map((one) => copySchema(one, slotOf));
  if (!HOLDS_MAP.has(keyword) || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copySchema(one, slotOf)]));
}
