import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { escapeKey, follow } from '../../files/pointer.ts';
import type { Part } from '../../schema/judging/violation.ts';
import type { Contract } from '../contract.ts';
import { bodyMediaOf } from './body-media.ts';
import type { Request, Values } from './request.ts';

/** A place in a request that is to stay as it is. */
export interface Kept {
  in: Part;
  pointer: string;
}

/**
 * A request with the target's own ids: parameters, and members of the body that its schema names, take the values
 * that the target has for their names.
 */
export function fitted(contract: Contract, request: Request, values: Values, kept?: Kept): Request {
  const stays = (part: Part, name: string): boolean =>
    kept?.in === part && (kept.pointer === '' || kept.pointer.split('/')[1] === escapeKey(name));
  const texts = <T extends string | string[]>(part: Part, given: Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(given).map(([name, text]) => {
        const value = stays(part, name) ? undefined : valueFor(contract, name, values);
        return [name, value === undefined ? text : (String(value) as T)];
      }),
    );
  return {
    ...request,
    path: texts('path', request.path),
    query: texts('query', request.query),
    headers: texts('header', request.headers),
    ...(request.body !== undefined && { body: bodyOf(contract, request.body, values, stays) }),
  };
}

/** Headers are told apart by their lower-case names. */
function valueFor(contract: Contract, name: string, values: Values): Json | undefined {
  if (values[name] !== undefined) return values[name];
  const written = contract.operation.parameters.find((one) => one.name.toLowerCase() === name)?.name;
  return written === undefined ? undefined : values[written];
}

function bodyOf(
  contract: Contract,
  body: Json,
  values: Values,
  stays: (part: Part, name: string) => boolean,
): Json {
  if (!isObject(body)) return body;
  const named = membersOf(contract);
  return Object.fromEntries(
    Object.entries(body).map(([name, given]) => {
      const value = named.has(name) && !stays('body', name) ? values[name] : undefined;
      return [name, value ?? given];
    }),
  );
}

/** The members that the schema of the body names. */
export function membersOf({ api, operation }: Contract): Map<string, JsonObject> {
  const pointer = bodyMediaOf(operation)?.media.pointer;
  const schema = pointer === undefined ? undefined : follow(api.document, pointer);
  const members = isObject(schema) ? resolved(api.document, schema).properties : undefined;
  return new Map(
    Object.entries(isObject(members) ? members : {}).map(([name, member]) => [name, member as JsonObject]),
  );
}

/** A schema with its `$ref` followed. */
export function resolved(document: JsonObject, schema: JsonObject): JsonObject {
  if (typeof schema.$ref !== 'string') return schema;
  const target = follow(document, schema.$ref.replace(/^#/, ''));
  return isObject(target) ? resolved(document, target) : schema;
}
