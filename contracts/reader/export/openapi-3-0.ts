import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { HOLDS_DATA } from '../../schema/keywords.ts';

/** Keywords of JSON Schema that OpenAPI 3.0 does not have; without them a document allows more, never less. */
const UNKNOWN = [
  '$comment',
  '$defs',
  '$id',
  '$schema',
  'contains',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'dependentRequired',
  'dependentSchemas',
  'if',
  'then',
  'else',
  'maxContains',
  'minContains',
  'patternProperties',
  'prefixItems',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];

/**
 * A document of OpenAPI 3.1 as one of 3.0.3, for tools that know no other.
 * @returns a copy
 */
export function asOpenApi30(document: JsonObject): JsonObject {
  const { webhooks: _, jsonSchemaDialect: __, ...rest } = structuredClone(document);
  const { info, components } = rest;
  if (isObject(info)) {
    delete info.summary;
    if (isObject(info.license)) olderLicense(info.license);
  }
  if (isObject(components)) delete components.pathItems;
  for (const part of [rest.paths, components]) walk(part ?? null, '');
  return { ...rest, openapi: '3.0.3' };
}

/** What 3.1 names by its SPDX identifier, 3.0 knows by an address. */
function olderLicense(license: JsonObject): void {
  const { identifier } = license;
  delete license.identifier;
  if (typeof identifier === 'string') license.url ??= `https://spdx.org/licenses/${identifier}.html`;
}

/** Maps whose keys are names of somebody's, and whose values are schemas. */
const OF_SCHEMAS = new Set(['properties', 'schemas']);
/** Under these stands one schema, or a list of them. */
const IS_SCHEMA = new Set(['schema', 'items', 'additionalProperties', 'not', 'allOf', 'anyOf', 'oneOf']);

function walk(value: Json, key: string, isSchema = false): void {
  if (Array.isArray(value)) for (const item of value) walk(item, key, isSchema);
  if (!isObject(value)) return;
  if (isSchema) older(value);
  for (const [name, child] of Object.entries(value)) {
    if (OF_SCHEMAS.has(key)) walk(child, '', true);
    else if (!HOLDS_DATA.has(name) && !name.startsWith('x-')) walk(child, name, IS_SCHEMA.has(name));
  }
}

/** Says in the words of 3.0 what a schema says. */
function older(schema: JsonObject): void {
  for (const key of UNKNOWN) delete schema[key];
  const { examples, const: only, type } = schema;
  if (Array.isArray(examples)) {
    delete schema.examples;
    schema.example ??= examples[0] ?? null;
  }
  if (only !== undefined) {
    delete schema.const;
    schema.enum = [only];
  }
  if (Array.isArray(type)) takeTypes(schema, type);
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'number') continue;
    schema[bound] = schema[exclusive];
    schema[exclusive] = true;
  }
  for (const [key, child] of Object.entries(schema))
    if (child === true && IS_SCHEMA.has(key) && key !== 'additionalProperties') schema[key] = {};
  // Beside a reference nothing else counts there.
  if (typeof schema.$ref !== 'string' || Object.keys(schema).length === 1) return;
  const { $ref } = schema;
  delete schema.$ref;
  schema.allOf = [{ $ref }, ...(Array.isArray(schema.allOf) ? schema.allOf : [])];
}

/** Several types are one that may be null, or a choice. */
function takeTypes(schema: JsonObject, types: Json[]): void {
  const others = types.filter((one) => one !== 'null');
  delete schema.type;
  if (types.includes('null')) schema.nullable = true;
  const [only] = others;
  if (others.length === 1 && only !== undefined) schema.type = only;
  else if (others.length > 1) schema.anyOf = others.map((type) => ({ type }));
}
