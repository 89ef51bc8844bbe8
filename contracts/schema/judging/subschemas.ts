import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { escapeKey } from '../../files/pointer.ts';

/** Keywords of JSON Schema 2020-12 that hold one schema, a list of them, or a map of them. */
const ONE = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
]);
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAP = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);

/** A schema inside another. */
export interface Subschema {
  schema: JsonObject;
  pointer: string;
}

/** A schema and those written in it, outermost first; what a `$ref` leads to stands elsewhere. */
export function* subschemas(schema: Json | undefined, pointer = ''): Generator<Subschema> {
  if (!isObject(schema)) return;
  yield { schema, pointer };
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${keyword}`;
    if (ONE.has(keyword)) yield* subschemas(value, at);
    if (LIST.has(keyword) || MAP.has(keyword)) {
      for (const [key, inner] of Object.entries(value ?? {}))
        yield* subschemas(inner as Json, `${at}/${escapeKey(key)}`);
    }
  }
}

/** Say something about values without refusing any, or say it in the schemas inside them. */
const UNRESTRICTING = new Set([
  ...['$schema', '$id', '$anchor', '$ref', '$dynamicRef', '$dynamicAnchor', '$defs', '$comment'],
  ...['title', 'description', 'examples', 'example', 'default', 'deprecated', 'readOnly', 'writeOnly'],
  ...['properties', 'patternProperties', 'items', 'prefixItems', 'allOf', 'then', 'else', 'externalDocs'],
]);
const HOLDS_SCHEMA = new Set(['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);

/** The keywords of a schema that refuse values by themselves; a keyword nobody knows is taken for one. */
export function restrictions(schema: JsonObject): string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (UNRESTRICTING.has(keyword) || keyword.startsWith('x-')) return [];
    if (HOLDS_SCHEMA.has(keyword) && value !== false) return [];
    return value === false && keyword === 'uniqueItems' ? [] : [keyword];
  });
}
