import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../files/json.ts';
import { commonMultiple } from '../../decimals.ts';
import { OF_CONTAINS, OF_ITEMS, OF_MEMBERS } from '../../keywords.ts';
import type { Keywords } from '../walk/walk.ts';

type Merge = (one: Json, other: Json) => Json | undefined;

const larger: Merge = (one, other) => Math.max(Number(one), Number(other));
const smaller: Merge = (one, other) => Math.min(Number(one), Number(other));
const first: Merge = (one) => one;
const bothSchemas: Merge = (one, other) => both(one as JsonSchema, other as JsonSchema);

/** How two values of a keyword become one that says the same as both; undefined when none does. */
const MERGES: Record<string, Merge> = {
  type: sharedTypes,
  enum: (one, other) =>
    (one as Json[]).filter((value) => (other as Json[]).some((same) => equal(value, same))),
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  multipleOf: (one, other) => commonMultiple(Number(one), Number(other)),
  required: (one, other) => [...new Set([...(one as string[]), ...(other as string[])])],
  uniqueItems: (one, other) => one === true || other === true,
  not: (one, other) => ({ anyOf: [one, other] }),
  propertyNames: bothSchemas,
  unevaluatedProperties: bothSchemas,
  unevaluatedItems: bothSchemas,
  examples: first,
  example: first,
  default: first,
};
const GROUPS = new Set([...OF_MEMBERS, ...OF_ITEMS, ...OF_CONTAINS]);

/** Both schemas at once. */
export function both(one: JsonSchema, other: JsonSchema): JsonSchema {
  if (one === true) return other;
  if (other === true) return one;
  return one === false || other === false ? false : { allOf: [one, other] };
}

/** Whether two JSON values are the same, whatever the order of keys. */
export function equal(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, at) => equal(value, other[at] as Json))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && equal(one[key] as Json, other[key] as Json));
}

/**
 * One set of keywords that allows what both allow. What cannot be said in one keyword (two patterns) is left
 * under `allOf`, where a value is still judged by it.
 */
export function merge(one: Keywords, other: Keywords): Keywords {
  const merged: Keywords = { ...one };
  const rest: JsonObject = {};
  for (const [keyword, value] of Object.entries(other)) {
    if (GROUPS.has(keyword) || keyword === 'allOf') continue;
    const mine = merged[keyword];
    const agreed = mine === undefined || equal(mine, value) ? value : MERGES[keyword]?.(mine, value);
    if (agreed === undefined) rest[keyword] = value;
    else merged[keyword] = agreed;
  }
  mergeObjects(merged, one, other);
  mergeArrays(merged, one, other);
  if (one.contains === undefined) copyGroup(merged, other, OF_CONTAINS);
  else if (other.contains !== undefined) copyGroup(rest, other, OF_CONTAINS);
  const left = [...list(one.allOf), ...list(other.allOf), ...(Object.keys(rest).length > 0 ? [rest] : [])];
  if (left.length > 0) merged.allOf = left;
  return merged;
}

function mergeObjects(merged: Keywords, one: Keywords, other: Keywords): void {
  if (!has(one, OF_MEMBERS)) copyGroup(merged, other, OF_MEMBERS);
  if (!has(one, OF_MEMBERS) || !has(other, OF_MEMBERS)) return;
  for (const group of ['properties', 'patternProperties'] as const) {
    const names = new Set([...Object.keys(map(one[group])), ...Object.keys(map(other[group]))]);
    const says = (side: Keywords, name: string) =>
      Object.hasOwn(map(side[group]), name)
        ? (map(side[group])[name] as JsonSchema)
        : elsewhere(side, group, name);
    const entries = [...names].map((name) => [name, both(says(one, name), says(other, name))]);
    if (names.size > 0) merged[group] = Object.fromEntries(entries) as JsonObject;
  }
  const extra = both(
    (one.additionalProperties ?? true) as JsonSchema,
    (other.additionalProperties ?? true) as JsonSchema,
  );
  if (extra !== true) merged.additionalProperties = extra;
}

/**
 * What a side says of a property it does not name: its `additionalProperties`, unless one of its patterns
 * speaks.
 */
function elsewhere(side: Keywords, group: 'properties' | 'patternProperties', name: string): JsonSchema {
  const patterns = Object.keys(map(side.patternProperties));
  if (group === 'properties' && patterns.some((pattern) => new RegExp(pattern, 'u').test(name))) return true;
  return (side.additionalProperties ?? true) as JsonSchema;
}

function mergeArrays(merged: Keywords, one: Keywords, other: Keywords): void {
  if (!has(one, OF_ITEMS)) copyGroup(merged, other, OF_ITEMS);
  if (!has(one, OF_ITEMS) || !has(other, OF_ITEMS)) return;
  const at = (side: Keywords, index: number) =>
    (list(side.prefixItems)[index] ?? side.items ?? true) as JsonSchema;
  const length = Math.max(list(one.prefixItems).length, list(other.prefixItems).length);
  const prefix = Array.from({ length }, (_, index) => both(at(one, index), at(other, index)));
  if (length > 0) merged.prefixItems = prefix;
  merged.items = both((one.items ?? true) as JsonSchema, (other.items ?? true) as JsonSchema);
}

function copyGroup(target: JsonObject, source: Keywords, group: string[]): void {
  for (const keyword of group) if (source[keyword] !== undefined) target[keyword] = source[keyword];
}

function has(side: Keywords, group: string[]): boolean {
  return group.some((keyword) => side[keyword] !== undefined);
}

function map(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** The types that both lists (or single types) allow; an integer is a number. */
export function sharedTypes(one: Json, other: Json): Json {
  const mine = [one].flat() as string[];
  const theirs = [other].flat() as string[];
  const shared = mine.filter(
    (type) => theirs.includes(type) || (type === 'integer' && theirs.includes('number')),
  );
  if (theirs.includes('integer') && mine.includes('number') && !shared.includes('integer'))
    shared.push('integer');
  return shared;
}
