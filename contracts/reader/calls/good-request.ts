import type { Json, JsonSchema } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Resolve } from '../../schema/mutations/breakable-keywords.ts';
import type { Parameter } from '../api.ts';
import type { Contract } from '../contract.ts';
import { GoodRequest } from './good-values.ts';
import { type ParameterPart, wired } from './parameter-texts.ts';
import type { Request } from './request.ts';

/** A request that an operation takes: what it requires, documented where there are examples. */
export function goodRequestOf(contract: Contract): Request {
  return requestOf(new GoodRequest(contract, resolverOf(contract)));
}

/** Finds the schemas that the schemas of an operation refer to. */
export function resolverOf({ api }: Contract): Resolve {
  return (ref) => follow(api.document, ref.replace(/^#/, '')) as JsonSchema;
}

/** What is required, and a body where there is one. */
export function requestOf(good: GoodRequest): Request {
  const texts = (part: ParameterPart, place: Parameter['in']) => wired(part, good.required(place)) ?? {};
  const body = good.bodies();
  return {
    path: texts('path', 'path') as Record<string, string>,
    query: texts('query', 'query'),
    headers: texts('headers', 'header') as Record<string, string>,
    ...(body && { type: body.type, body: body.values[0] as Json }),
  };
}
