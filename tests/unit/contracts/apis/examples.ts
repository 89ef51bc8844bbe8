// Every example of an API's document, held against the schema it is an example of.

import { isObject, type Json, type JsonObject } from '../../../../contracts/files/json.ts';
import { escapeKey, follow } from '../../../../contracts/files/pointer.ts';
import type { Api } from '../../../../contracts/reader/api.ts';
import { DocumentValidators } from '../../../../contracts/schema/judging/document-validators.ts';
import { subschemas } from '../../../../contracts/schema/judging/subschemas.ts';
import { sentence } from '../../../../contracts/schema/judging/violation.ts';

export interface Example {
  /** JSON Pointer of the example in the bundled document. */
  pointer: string;
  value: Json;
  /** JSON Pointer of its schema. */
  schema: string;
}

/** Examples of media types, parameters, headers and schemas, and the defaults of schemas. */
export function examplesOf(api: Api): Example[] {
  const found: Example[] = [];
  walk(api.document, '', (holder, pointer) => {
    const schema = `${pointer}/schema`;
    for (const [key, value] of valuesOf(api, holder))
      found.push({ pointer: `${pointer}/${key}`, value, schema });
    found.push(...inSchemas(holder.schema, schema));
  });
  const { schemas } = (api.document.components ?? {}) as JsonObject;
  for (const [name, schema] of Object.entries((schemas ?? {}) as JsonObject))
    found.push(...inSchemas(schema, `/components/schemas/${escapeKey(name)}`));
  return found;
}

/** Where an example breaks its schema, and how. */
export function wrongExamples(api: Api): string[] {
  const validators = new DocumentValidators(api);
  return examplesOf(api).flatMap(({ pointer, value, schema }) =>
    validators
      .schema(
        schema,
        'body',
      )(value)
      .map((violation) => `${pointer}: ${sentence(violation)}`),
  );
}

/** Calls `visit` for each object that has a schema: parameters, headers, media types. */
function walk(value: Json, pointer: string, visit: (holder: JsonObject, pointer: string) => void): void {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) walk(item, `${pointer}/${index}`, visit);
  if (!isObject(value)) return;
  if (value.schema !== undefined) visit(value, pointer);
  for (const [key, child] of Object.entries(value)) {
    if (key !== 'schema' && key !== 'schemas' && !key.startsWith('x-'))
      walk(child, `${pointer}/${escapeKey(key)}`, visit);
  }
}

function valuesOf(api: Api, { example, examples }: JsonObject): [key: string, value: Json][] {
  const named = Object.entries((examples ?? {}) as Record<string, JsonObject>).map(
    ([name, one]): [string, Json] => [`examples/${name}`, resolved(api, one).value ?? null],
  );
  return example === undefined ? named : [['example', example], ...named];
}

function resolved(api: Api, one: JsonObject): JsonObject {
  return typeof one.$ref === 'string' ? (follow(api.document, one.$ref.slice(1)) as JsonObject) : one;
}

function inSchemas(root: Json | undefined, at: string): Example[] {
  return [...subschemas(root, at)].flatMap(({ schema, pointer }) => {
    const examples = (Array.isArray(schema.examples) ? schema.examples : []).map((value, index) => ({
      pointer: `${pointer}/examples/${index}`,
      value,
      schema: pointer,
    }));
    const single = ['example', 'default'].flatMap((key) =>
      schema[key] === undefined
        ? []
        : [{ pointer: `${pointer}/${key}`, value: schema[key] as Json, schema: pointer }],
    );
    return [...examples, ...single];
  });
}
