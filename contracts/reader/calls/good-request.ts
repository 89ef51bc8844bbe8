import type { Json, JsonSchema } from '../../files/json.ts';
import { memoize } from '../../files/memoize.ts';
import { follow } from '../../files/pointer.ts';
import type { Resolve } from '../../schema/mutations/breakable-keywords.ts';
import type { Contract } from '../contract.ts';
import { isJson } from '../media-type.ts';
import { GoodRequest } from './good-values.ts';
import { type ParameterPart, type Texts, wired } from './parameter-texts.ts';
import type { Request } from './request.ts';

/**
 * A request that an operation takes: what it requires, documented where there are examples that the contract itself
 * takes, else generated. Where the contract takes none that could be made, the one that was documented.
 * @throws CannotGenerate for a schema that the generator finds no value for
 */
export const goodRequestOf = memoize((contract: Contract): Request => {
  let first: Request | undefined;
  for (const request of candidates(contract)) {
    if (isAccepted(contract, request)) return request;
    first ??= request;
  }
  return first as Request;
});

/** Whether the contract has nothing against a request, as it arrives. */
export function isAccepted(contract: Contract, request: Request): boolean {
  return problemsOf(contract, request).length === 0;
}

/** What the contract has against a request as it arrives: a body that is no JSON is a text. */
export function problemsOf(contract: Contract, request: Request) {
  const { body, type } = request;
  const arriving = body === undefined || type === undefined || isJson(type) ? body : bodyText({ body, type });
  return contract.checkRequest(
    { ...structuredClone(request), ...(body !== undefined && { body: arriving }) },
    type,
  );
}

/** A body on the wire: JSON, or a text as it is. */
export function bodyText({
  body,
  type = 'application/json',
}: {
  body: Json;
  type?: string | undefined;
}): string {
  return typeof body === 'string' && !isJson(type) ? body : JSON.stringify(body);
}

/** Finds the schemas that the schemas of an operation refer to. */
export const resolverOf = ({ api }: Contract): Resolve => resolvers(api.document);

/** What was compiled for a resolver is kept with it, so there is one for each document. */
const resolvers = memoize(
  (document: Contract['api']['document']): Resolve =>
    (ref) =>
      follow(document, ref.replace(/^#/, '')) as JsonSchema,
);

/** First what is documented. */
function* candidates(contract: Contract): Generator<Request> {
  const good = new GoodRequest(contract, resolverOf(contract));
  const bodies = good.bodies();
  if (!bodies) {
    yield requestOf(good, undefined);
    yield requestOf(good, undefined, false);
    return;
  }
  const { type } = bodies;
  for (const body of bodies.documented) yield requestOf(good, { type, body });
  const made = bodies.generated();
  for (const body of made) yield requestOf(good, { type, body });
  if (!contract.operation.body?.required) yield requestOf(good, undefined);
  const body = made[0] ?? bodies.documented[0] ?? {};
  yield requestOf(good, { type, body });
  yield requestOf(good, { type, body }, false);
}

/** What is required, with a body. @param examples whether documented parameters are taken */
export function requestOf(
  good: GoodRequest,
  body: { type: string; body: Json } | undefined,
  examples = true,
): Request {
  const texts = (part: ParameterPart, place: 'path' | 'query' | 'header'): Texts =>
    wired(part, good.required(place, examples)) ?? {};
  const headers = texts('headers', 'header') as Record<string, string>;
  const cookies = Object.entries(wired('headers', good.required('cookie', examples)) ?? {});
  return {
    path: texts('path', 'path') as Record<string, string>,
    query: texts('query', 'query'),
    headers: {
      ...headers,
      ...(cookies.length > 0 && { cookie: cookies.map((pair) => pair.join('=')).join('; ') }),
    },
    ...body,
  };
}
