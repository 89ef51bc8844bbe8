import { isObject, type JsonObject, type JsonSchema } from '../../../files/json.ts';
import { isKeptAsNot, negations } from './negations.ts';

/** A point at which a schema leaves a choice. Each way is a list of schemas that all apply. */
export interface Fork {
  keyword: string;
  ways: JsonSchema[][];
  /** What to try first instead of any of the ways: the value that comes about by itself mostly fits. */
  natural?: JsonSchema[];
  /** The way taken together with what keeps the other ways out. */
  forced?: (way: number) => JsonSchema[];
}

/** The choices that the keywords of one schema leave, not those of its subschemas. */
export function forksOf(schema: JsonObject, resolve: (ref: string) => JsonSchema): Fork[] {
  const forks: Fork[] = [];
  if (Array.isArray(schema.anyOf))
    forks.push({ keyword: 'anyOf', ways: (schema.anyOf as JsonSchema[]).map((one) => [one]) });
  if (Array.isArray(schema.oneOf)) forks.push(exactlyOne(schema.oneOf as JsonSchema[]));
  if (schema.not !== undefined && !isKeptAsNot(schema.not as JsonSchema)) {
    const ways = negations(schema.not as JsonSchema, resolve).map((one) => [one]);
    forks.push({ keyword: 'not', natural: [], ways });
  }
  if (schema.if !== undefined && (schema.then ?? schema.else) !== undefined) forks.push(condition(schema));
  for (const [name, needed] of Object.entries(map(schema.dependentRequired))) {
    forks.push(dependency(schema, 'dependentRequired', name, { required: needed as string[] }));
  }
  for (const [name, needed] of Object.entries(map(schema.dependentSchemas))) {
    forks.push(dependency(schema, 'dependentSchemas', name, needed as JsonSchema));
  }
  return forks;
}

function exactlyOne(branches: JsonSchema[]): Fork {
  return {
    keyword: 'oneOf',
    ways: branches.map((one) => [one]),
    forced: (way) => branches.map((one, at) => (at === way ? one : { not: one })),
  };
}

function condition(schema: JsonObject): Fork {
  const {
    if: when,
    then: yes = true,
    else: no = true,
  } = schema as { if: JsonSchema; then?: JsonSchema; else?: JsonSchema };
  return {
    keyword: 'if',
    natural: [],
    ways: [
      [when, yes],
      [{ not: when }, no],
    ],
  };
}

/** A declared property is always generated, so what depends on it comes along. */
function dependency(schema: JsonObject, keyword: string, name: string, needed: JsonSchema): Fork {
  const present: JsonSchema[] = [{ required: [name] }, needed];
  const absent: JsonSchema[] = [{ properties: { [name]: false } }];
  const declared = Object.hasOwn(map(schema.properties), name);
  return { keyword: `${keyword}/${name}`, natural: declared ? present : [], ways: [present, absent] };
}

function map(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
