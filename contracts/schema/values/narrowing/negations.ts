import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../files/json.ts';

const TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** Keywords whose breach is itself a keyword. */
const OPPOSITES: Record<string, (limit: number) => JsonObject> = {
  minLength: (limit) => ({ type: 'string', maxLength: limit - 1 }),
  maxLength: (limit) => ({ type: 'string', minLength: limit + 1 }),
  minimum: (limit) => ({ type: 'number', exclusiveMaximum: limit }),
  maximum: (limit) => ({ type: 'number', exclusiveMinimum: limit }),
  exclusiveMinimum: (limit) => ({ type: 'number', maximum: limit }),
  exclusiveMaximum: (limit) => ({ type: 'number', minimum: limit }),
  minItems: (limit) => ({ type: 'array', maxItems: limit - 1 }),
  maxItems: (limit) => ({ type: 'array', minItems: limit + 1 }),
  minProperties: (limit) => ({ type: 'object', maxProperties: limit - 1 }),
  maxProperties: (limit) => ({ type: 'object', minProperties: limit + 1 }),
};

/**
 * Keywords that can only be kept as `not`, which the values of a leaf are tried against; and the type they
 * speak of.
 */
const KEPT_AS_NOT: Record<string, JsonObject> = {
  pattern: { type: 'string' },
  format: { type: 'string' },
  multipleOf: { type: 'number' },
  const: {},
  enum: {},
};

/** Whether `not` of this schema says nothing that other keywords could say. */
export function isKeptAsNot(schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return false;
  const [keyword, ...others] = Object.keys(schema);
  return keyword !== undefined && others.length === 0 && keyword in KEPT_AS_NOT;
}

/**
 * Schemas each of whose values breaks the given one, as many as its keywords can be broken in; no value of
 * them fits it (sound), but not every value that breaks it is among them (not complete).
 *
 * @returns an empty list when no such schema is known: the breach must be found by trying
 */
export function negations(schema: JsonSchema, resolve: (ref: string) => JsonSchema): JsonSchema[] {
  if (typeof schema === 'boolean') return schema ? [] : [true];
  return Object.entries(schema).flatMap(([keyword, value]) => breaches(schema, keyword, value, resolve));
}

function breaches(
  schema: JsonObject,
  keyword: string,
  value: Json,
  resolve: (ref: string) => JsonSchema,
): JsonSchema[] {
  const opposite = OPPOSITES[keyword];
  if (opposite) return [opposite(Number(value))];
  const kept = KEPT_AS_NOT[keyword];
  if (kept) return [{ ...kept, not: { [keyword]: value } }];
  switch (keyword) {
    case 'type':
      return otherTypes([value].flat() as string[]);
    case 'required':
      return (value as string[]).map((name) => ({ type: 'object', properties: { [name]: false } }));
    case 'properties':
      return Object.entries(value as JsonObject).map(([name, one]) => withBroken(name, one));
    case 'items':
      return schema.prefixItems ? [] : [{ type: 'array', minItems: 1, prefixItems: [{ not: value }] }];
    case '$ref':
      return [{ not: resolve(String(value)) }];
    case 'not':
      return [value as JsonSchema];
    case 'anyOf':
    case 'oneOf':
      return [{ allOf: (value as JsonSchema[]).map((one) => ({ not: one })) }];
    case 'allOf':
      return (value as JsonSchema[]).map((one) => ({ not: one }));
    default:
      return [];
  }
}

function otherTypes(types: string[]): JsonSchema[] {
  const others = TYPES.filter(
    (type) => !types.includes(type) && !(type === 'number' && types.includes('integer')),
  );
  const broken = types.includes('integer') && !types.includes('number');
  return [
    ...(others.length > 0 ? [{ type: others }] : []),
    ...(broken ? [{ type: 'number', not: { multipleOf: 1 } }] : []),
  ];
}

function withBroken(name: string, schema: Json): JsonSchema {
  const broken = isObject(schema) || schema === true ? { not: schema } : true;
  return { type: 'object', required: [name], properties: { [name]: broken } };
}
