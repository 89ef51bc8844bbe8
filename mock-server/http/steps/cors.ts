import type { IncomingMessage } from 'node:http';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';

const OUR_REQUEST_HEADERS = ['X-Mock-World', 'Prefer'];
const OUR_ANSWER_HEADERS = [
  'X-Mock-Source',
  'X-Mock-Request',
  'X-Mock-Violations',
  'Preference-Applied',
  'Retry-After',
  'Server-Timing',
];

/**
 * Lets browsers in: the caller's own origin with credentials, as FlowX documents it, the headers the contracts
 * name, and ours.
 */
export class Cors {
  readonly #headers: string;
  readonly #methods: string;

  constructor(apis: readonly LoadedApi[]) {
    const named = apis.flatMap(({ api }) => [
      ...api.cors.headers,
      ...schemeHeaders(api),
      ...parameterHeaders(api),
    ]);
    this.#headers = distinct([...named, ...OUR_REQUEST_HEADERS]).join(',');
    const methods = apis.flatMap(({ api }) => [
      ...api.cors.methods,
      ...api.operations.map(({ method }) => method),
    ]);
    this.#methods = distinct(methods).join(', ');
  }

  /** The headers of an answer to a page of another origin; none for other callers. */
  headers({ headers }: IncomingMessage): Record<string, string> {
    if (headers.origin === undefined) return {};
    return {
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Headers': this.#headers,
      'Access-Control-Allow-Methods': this.#methods,
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

function schemeHeaders({ securitySchemes }: LoadedApi['api']): string[] {
  return Object.values(securitySchemes).flatMap(({ in: where, name }) =>
    where === 'header' && name ? [name] : [],
  );
}

function parameterHeaders({ operations }: LoadedApi['api']): string[] {
  return operations.flatMap(({ parameters }) =>
    parameters.filter((one) => one.in === 'header').map(({ name }) => name),
  );
}

/** Each name once, where and as it was written first. */
function distinct(names: string[]): string[] {
  const lower = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => lower.indexOf(lower[index] ?? '') === index);
}
