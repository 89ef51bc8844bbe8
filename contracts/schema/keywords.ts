/** The one table of keywords: those of JSON Schema 2020-12, and those that OpenAPI adds to schemas. */

/** Keywords that hold one schema. */
export const HOLDS_ONE: ReadonlySet<string> = new Set([
  ...['additionalProperties', 'unevaluatedProperties', 'propertyNames', 'items', 'unevaluatedItems'],
  ...['contains', 'not', 'if', 'then', 'else'],
]);
/** Keywords that hold a list of schemas. */
export const HOLDS_LIST: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
/** Keywords that hold schemas by name. */
export const HOLDS_MAP: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
]);
/** Keywords that hold data, in which nothing is a keyword. */
export const HOLDS_DATA: ReadonlySet<string> = new Set(['examples', 'example', 'default', 'const', 'enum']);

/** Keywords that lead to the schema that holds instead. */
export const REFERENCES = ['$ref', '$dynamicRef'];

/** Keywords that name a schema, or keep others, and say nothing about a value. */
export const IDENTIFIERS = [
  ...['$schema', '$id', '$anchor', '$dynamicAnchor', '$vocabulary', '$comment', '$defs', 'definitions'],
];

/** Keywords that show values that fit. */
export const SAMPLES = ['examples', 'example', 'default'];

/** What OpenAPI has beside JSON Schema. */
export const OF_OPENAPI = ['example', 'xml', 'externalDocs', 'discriminator'];

/** Keywords that keep a member out of requests, or out of answers. */
export const ONE_WAY = ['readOnly', 'writeOnly'];

/** Keywords that tell people something, and refuse no value. */
export const ANNOTATIONS = [
  ...[...ONE_WAY, 'title', 'description', 'deprecated', 'nullable', 'xml', 'externalDocs'],
  ...['discriminator', 'contentEncoding', 'contentMediaType', 'contentSchema'],
];

/** Keywords that refuse values only by the schemas in them, at the place of the value or below. */
const REFUSE_BELOW = ['properties', 'patternProperties', 'items', 'prefixItems', 'allOf', 'then', 'else'];
/** `true` or a schema refuses nothing by itself, `false` does. */
const REFUSE_WHEN_FALSE = new Set(['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);
const UNRESTRICTING = new Set([...IDENTIFIERS, ...REFERENCES, ...SAMPLES, ...ANNOTATIONS, ...REFUSE_BELOW]);

/** The keywords of a schema that refuse values by themselves; a keyword nobody knows is taken for one. */
export function restrictions(schema: Record<string, unknown>): string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (UNRESTRICTING.has(keyword) || keyword.startsWith('x-')) return [];
    if (REFUSE_WHEN_FALSE.has(keyword) && value !== false) return [];
    return value === false && keyword === 'uniqueItems' ? [] : [keyword];
  });
}

/** Keywords that refuse by what schemas in them say: those schemas report on their own, at the same place or below. */
export const COMPOSITES: ReadonlySet<string> = new Set([
  ...['anyOf', 'oneOf', 'not', 'if', 'contains', 'dependentSchemas', 'propertyNames'],
]);

/** What tells the members of an object apart from its other members; they are read together. */
export const OF_MEMBERS = ['properties', 'patternProperties', 'additionalProperties'];
/** What tells the items of an array apart; read together. */
export const OF_ITEMS = ['prefixItems', 'items'];
/** How many items fit a schema; read together. */
export const OF_CONTAINS = ['contains', 'minContains', 'maxContains'];

/** By type, the keywords that speak of values of that type only. */
export const SPEAK_OF = {
  object: [...OF_MEMBERS, 'required', 'propertyNames', 'minProperties', 'maxProperties'],
  array: [...OF_ITEMS, 'contains', 'minItems', 'maxItems', 'uniqueItems'],
  string: ['pattern', 'minLength', 'maxLength', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
};

/** Pairs of a least and a most. */
export const BOUNDS: { of: keyof typeof SPEAK_OF; low: string; high: string }[] = [
  { of: 'number', low: 'minimum', high: 'maximum' },
  { of: 'number', low: 'exclusiveMinimum', high: 'maximum' },
  { of: 'number', low: 'minimum', high: 'exclusiveMaximum' },
  { of: 'number', low: 'exclusiveMinimum', high: 'exclusiveMaximum' },
  { of: 'string', low: 'minLength', high: 'maxLength' },
  { of: 'array', low: 'minItems', high: 'maxItems' },
  { of: 'object', low: 'minProperties', high: 'maxProperties' },
];
