// Every promise of an API folder, one by one, with what stands behind it.

import { isObject, type Json, type JsonObject } from '../../../../contracts/files/json.ts';
import { follow } from '../../../../contracts/files/pointer.ts';
import { type Provenance, provenanceOf, read, STATUSES } from '../../../../contracts/files/provenance.ts';
import type { Api, Operation } from '../../../../contracts/reader/api.ts';
import { subschemas } from '../../../../contracts/schema/judging/subschemas.ts';
import { restrictions } from '../../../../contracts/schema/keywords.ts';

export interface Promised {
  /** What it is, for people. */
  what: string;
  provenance: Provenance | undefined;
}

/** Operations, their security, parameters, bodies, answers and headers, each keyword of each schema, and refusals. */
export function promisesOf(api: Api): Promised[] {
  const seen = new Set<object>();
  return [
    ...api.operations.flatMap((operation) => ofOperation(api, operation, seen)),
    ...Object.entries(api.securitySchemes).flatMap(([name, scheme]) =>
      keywordsOf(api, scheme as object, `security scheme ${name}`, Object.keys(scheme)),
    ),
    ...[...api.refusals.values()].map(({ name, provenance }) => ({ what: `refusal ${name}`, provenance })),
    ...decisionsIn(api.document['x-mock'] as JsonObject),
  ];
}

/** Promises behind which nothing stands: no provenance, no page, or an undocumented one without a note. */
export function gapsIn(promises: Promised[]): string[] {
  return promises.flatMap(({ what, provenance }) => {
    if (!provenance) return [`${what}: no provenance`];
    const { status, source, note } = provenance;
    if (!STATUSES.includes(status)) return [`${what}: no such status as ${status}`];
    if (source.length === 0 || !source.every((page) => /^https:\/\/\S+$/.test(page)))
      return [`${what}: no page`];
    return status === 'documented' || note?.trim() ? [] : [`${what}: ${status}, without a note`];
  });
}

function decisionsIn({ decisions }: JsonObject): Promised[] {
  return ((decisions ?? []) as JsonObject[]).map((one) => ({
    what: `decision ${one.topic}`,
    provenance: read(one),
  }));
}

function ofOperation(api: Api, operation: Operation, seen: Set<object>): Promised[] {
  const { id, node, parameters, body, responses } = operation;
  const schema = (pointer: string | undefined, what: string): Promised[] =>
    pointer === undefined ? [] : ofSchema(api, pointer, what, seen);
  return [
    { what: id, provenance: operation.provenance },
    ...keywordsOf(api, node, id, ['security']),
    ...parameters.flatMap((parameter) => [
      ...keywordsOf(api, parameter.node, `${id}: ${parameter.in} ${parameter.name}`, ['name', 'required']),
      ...schema(parameter.pointer, `${id}: ${parameter.in} ${parameter.name}`),
    ]),
    ...(body ? keywordsOf(api, node.requestBody as object, `${id}: body`, ['required', 'content']) : []),
    ...Object.entries(body?.content ?? {}).flatMap(([type, media]) =>
      schema(media.pointer, `${id}: body ${type}`),
    ),
    ...[...responses.values()].flatMap((response) => [
      ...keywordsOf(api, response.node, `${id}: ${response.status}`, ['status', 'content']),
      ...response.headers.flatMap((header) => [
        ...keywordsOf(api, header.node, `${id}: ${response.status} ${header.name}`, ['required']),
        ...schema(header.pointer, `${id}: ${response.status} ${header.name}`),
      ]),
      ...Object.entries(response.content).flatMap(([type, media]) =>
        schema(media.pointer, `${id}: ${response.status} ${type}`),
      ),
    ]),
  ];
}

/** Each restricting keyword of a schema and of what it refers to; a schema used twice is told once. */
function ofSchema(api: Api, pointer: string, what: string, seen: Set<object>): Promised[] {
  const schema = follow(api.document, pointer) as Json;
  return [...subschemas(schema)].flatMap(({ schema: one, pointer: at }) => {
    if (seen.has(one)) return [];
    seen.add(one);
    const { $ref } = one as JsonObject;
    const refers = typeof $ref === 'string' ? ofSchema(api, $ref.slice(1), what, seen) : [];
    return [...keywordsOf(api, one, `${what} (${pointer}${at})`, restrictions(one)), ...refers];
  });
}

function keywordsOf(api: Api, part: object, what: string, keywords: string[]): Promised[] {
  return keywords.map((keyword) => ({
    what: `${what} ${keyword}`,
    provenance: isObject(part) ? provenanceOf(part, api.origins, keyword) : undefined,
  }));
}
