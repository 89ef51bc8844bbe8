import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { HOLDS_DATA } from '../../schema/keywords.ts';
import { exampleOf } from '../parameter-example.ts';
import { nameScenarios } from './one-scenario.ts';
import { ownSecuritySchemes } from './own-security-schemes.ts';
import { plainSecurity } from './plain-security.ts';

/** What HTTP libraries and browsers send of themselves: a generated client is not to ask its caller for it. */
const SENT_ANYWAY = new Set(['user-agent', 'referer', 'accept']);

/** Says something of a value that a type cannot say, and breaks the types that are made of headers. */
const NOT_OF_HEADERS = new Set(['enum', 'const', 'pattern']);

/**
 * A document that is as plain as generators of clients want it: one spelling of each value, objects that may hold
 * anything say so, headers are what they are on the wire, every parameter has an example. The checker may be tolerant.
 * @returns a copy
 */
export function plainOpenApi(document: JsonObject): JsonObject {
  const plain = structuredClone(document);
  const { components } = plain;
  walk(plain, (value, key, within) => {
    if (Array.isArray(value.parameters))
      value.parameters = value.parameters.filter((one) => isAsked(plain, one));
    if (typeof value.in === 'string' && isObject(value.schema)) giveExample(plain, value);
    if (within === 'headers' && isObject(value.schema)) plainHeader(value.schema);
    if (isSchema(key, within, value)) plainSchema(value);
  });
  if (isObject(components) && isObject(components.parameters)) {
    const asked = Object.entries(components.parameters).filter(([, one]) => isAsked(plain, one));
    components.parameters = Object.fromEntries(asked);
  }
  nameScenarios(plain, (value) => resolved(plain, value));
  ownSecuritySchemes(plain);
  plainSecurity(plain);
  return plain;
}

type Visit = (value: JsonObject, key: string, within: string) => void;

/** Visits every object but those that are data, with its key and that of what it stands in. */
function walk(value: Json, visit: Visit, key = '', within = ''): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit, key, within);
  if (!isObject(value)) return;
  visit(value, key, within);
  for (const [name, child] of Object.entries(value)) {
    // In a map of schemas any name may stand, also that of a keyword.
    const isName = key === 'properties' || key === 'schemas';
    if (isName || !(HOLDS_DATA.has(name) || name.startsWith('x-'))) walk(child, visit, name, key);
  }
}

/** Whether a client's caller is to be asked for a parameter. */
function isAsked(document: JsonObject, written: Json): boolean {
  const parameter = isObject(written) ? resolved(document, written) : undefined;
  return !(parameter?.in === 'header' && SENT_ANYWAY.has(String(parameter.name).toLowerCase()));
}

function resolved(document: JsonObject, value: JsonObject): JsonObject {
  if (typeof value.$ref !== 'string' || !value.$ref.startsWith('#/')) return value;
  const keys = value.$ref.slice(2).split('/');
  const target = keys.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), document);
  return isObject(target) ? resolved(document, target) : value;
}

function giveExample(document: JsonObject, parameter: JsonObject): void {
  if (exampleOf(parameter) !== undefined) return;
  const schema = resolved(document, parameter.schema as JsonObject);
  const [first] = [
    ...list(schema.examples),
    ...list(schema.default),
    ...list(schema.const),
    ...list(schema.enum),
  ];
  if (first !== undefined) parameter.example = first;
}

const list = (value: Json | undefined): Json[] => (value === undefined ? [] : [value].flat());

function plainHeader(schema: JsonObject): void {
  for (const key of NOT_OF_HEADERS) delete schema[key];
}

/** Whether an object is a schema, as far as what is done to schemas would do harm elsewhere. */
function isSchema(key: string, within: string, { type, enum: values, properties }: JsonObject): boolean {
  if (key === 'properties' && within !== 'properties') return false;
  return typeof type === 'string' || Array.isArray(type) || Array.isArray(values) || isObject(properties);
}

function plainSchema(schema: JsonObject): void {
  if (Array.isArray(schema.enum)) schema.enum = oneSpelling(schema.enum);
  const { type, properties, additionalProperties, patternProperties } = schema;
  const isAnyObject = list(type).includes('object') && !properties && !patternProperties;
  if (isAnyObject && additionalProperties === undefined) schema.additionalProperties = true;
}

/** Of values that differ in spaces, hyphens and underscores only, the first. */
function oneSpelling(values: Json[]): Json[] {
  const bare = (value: Json): Json => (typeof value === 'string' ? value.replaceAll(/[\s_-]/g, '') : value);
  return values.filter((value, index) => values.findIndex((other) => bare(other) === bare(value)) === index);
}
