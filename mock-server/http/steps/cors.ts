import type { IncomingMessage } from 'node:http';
import type { Api } from '../../../contracts/reader/api.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';

const OUR_REQUEST_HEADERS = ['X-Mock-World', 'Prefer'];
const OUR_ANSWER_HEADERS = [
  'X-Mock-Source',
  'X-Mock-Request',
  'X-Mock-Violations',
  'X-Mock-Hint',
  'Preference-Applied',
  'Retry-After',
  'Server-Timing',
];

/** What browsers may send to an address. */
interface Allowed {
  headers: string;
  methods: string;
  credentials: boolean;
}

/**
 * Lets browsers in: the caller's own origin, the headers and methods that the contract of the address names, and ours.
 * Where an address is no API's, all that any of them would allow: a page is to read that it is none.
 */
export class Cors {
  readonly #ofApi: Map<LoadedApi, Allowed>;
  readonly #elsewhere: Allowed;

  constructor(apis: readonly LoadedApi[]) {
    this.#ofApi = new Map(apis.map((one) => [one, allowedBy([one.api], one.api.cors.credentials)]));
    this.#elsewhere = allowedBy(
      apis.map(({ api }) => api),
      true,
    );
  }

  /**
   * The headers of an answer to a page of another origin; none for other callers.
   * @param of whose address it is, if any API's
   */
  headers({ headers }: IncomingMessage, of: LoadedApi | undefined): Record<string, string> {
    if (headers.origin === undefined) return {};
    const allowed = (of && this.#ofApi.get(of)) ?? this.#elsewhere;
    return {
      ...(allowed.credentials && { 'Access-Control-Allow-Credentials': 'true' }),
      'Access-Control-Allow-Headers': allowed.headers,
      'Access-Control-Allow-Methods': allowed.methods,
      'Access-Control-Allow-Origin': headers.origin,
      'Access-Control-Expose-Headers': OUR_ANSWER_HEADERS.join(', '),
    };
  }
}

/** Whether a browser asks what it may send before it sends it. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

function allowedBy(apis: readonly Api[], credentials: boolean): Allowed {
  const named = apis.flatMap((api) => [
    ...api.cors.headers,
    ...schemeHeaders(api),
    ...parameterHeaders(api),
    ...(api.operations.some(({ body }) => body) ? ['Content-Type'] : []),
  ]);
  const methods = apis.flatMap((api) => [...api.cors.methods, ...api.operations.map(({ method }) => method)]);
  return {
    headers: distinct([...named, ...OUR_REQUEST_HEADERS]).join(','),
    methods: distinct(methods).join(', '),
    credentials,
  };
}

function schemeHeaders({ securitySchemes }: Api): string[] {
  return Object.values(securitySchemes).flatMap(({ type, in: where, name }) => {
    if (where === 'header' && name) return [name];
    return type === 'apiKey' ? [] : ['Authorization'];
  });
}

function parameterHeaders({ operations }: Api): string[] {
  return operations.flatMap(({ parameters }) =>
    parameters.filter((one) => one.in === 'header').map(({ name }) => name),
  );
}

/** Each name once, where and as it was written first. */
function distinct(names: string[]): string[] {
  const lower = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => lower.indexOf(lower[index] ?? '') === index);
}
