import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Api } from '../../../contracts/reader/api.ts';
import type { CorsSettings } from '../../simulation/apis/cors-settings.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';

const OUR_REQUEST_HEADERS = ['X-Mock-World', 'Prefer'];
const OUR_ANSWER_HEADERS = [
  ...['X-Mock-Source', 'X-Mock-Request', 'X-Mock-Violations', 'X-Mock-Hint'],
  ...['Preference-Applied', 'Retry-After', 'Server-Timing'],
];
/** How long a browser need not ask again, in seconds: as long as a coffee, so that a change is soon noticed. */
const MAX_AGE = '600';
/** Methods that no browser asks for. */
const SIMPLE_METHODS = ['GET', 'HEAD', 'POST'];

/** What browsers may send to an address. */
interface Allowed {
  headers: string[];
  methods: string[];
  credentials: boolean;
}

/** What of a request a browser will not send, or of an answer not show to its page. */
export interface Blocked {
  what: 'origin' | 'method' | 'header';
  name: string;
}

/**
 * Lets browsers in: the caller's own origin, the headers and methods that the contract of the address names, what the
 * configuration adds, and ours. Where an address is no API's, all that any of them would allow: a page is to read that
 * it is none.
 */
export class Cors {
  readonly #ofApi: Map<LoadedApi, Allowed>;
  readonly #elsewhere: Allowed;
  readonly #origins: readonly string[] | undefined;
  readonly #reflect: boolean;

  constructor(apis: readonly LoadedApi[], { headers = [], origins }: CorsSettings) {
    const more = headers === 'reflect' ? [] : headers;
    this.#reflect = headers === 'reflect';
    this.#origins = origins;
    this.#ofApi = new Map(apis.map((one) => [one, allowedBy([one.api], one.api.cors.credentials, more)]));
    const all = apis.map(({ api }) => api);
    this.#elsewhere = allowedBy(all, true, more);
  }

  /**
   * The headers of an answer to a page of another origin; none for other callers, and for pages that are not let in.
   * @param of whose address it is, if any API's
   */
  headers(asked: IncomingHttpHeaders, of: LoadedApi | undefined): Record<string, string> {
    const { origin } = asked;
    if (origin === undefined || !this.#letsIn(origin)) return {};
    const allowed = this.#allowed(of);
    const names = this.#reflect ? distinct([...allowed.headers, ...askedHeaders(asked)]) : allowed.headers;
    return {
      ...(allowed.credentials && { 'Access-Control-Allow-Credentials': 'true' }),
      'Access-Control-Allow-Headers': names.join(','),
      'Access-Control-Allow-Methods': allowed.methods.join(', '),
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': OUR_ANSWER_HEADERS.join(', '),
      ...(asked['access-control-request-method'] !== undefined && { 'Access-Control-Max-Age': MAX_AGE }),
      ...(asked['access-control-request-private-network'] === 'true' && {
        'Access-Control-Allow-Private-Network': 'true',
      }),
    };
  }

  /** What of a request, or of the one that a preflight asks for, a browser blocks. */
  blocked(asked: IncomingHttpHeaders, of: LoadedApi | undefined): Blocked[] {
    const { origin } = asked;
    if (origin === undefined) return [];
    if (!this.#letsIn(origin)) return [{ what: 'origin', name: origin }];
    const { headers, methods } = this.#allowed(of);
    const method = asked['access-control-request-method'];
    if (method === undefined) return [];
    const known = new Set(headers.map((name) => name.toLowerCase()));
    const others = this.#reflect ? [] : askedHeaders(asked).filter((name) => !known.has(name.toLowerCase()));
    const usable = [...methods, ...SIMPLE_METHODS].includes(method);
    return [
      ...(usable ? [] : [{ what: 'method' as const, name: method }]),
      ...others.map((name) => ({ what: 'header' as const, name })),
    ];
  }

  #allowed(of: LoadedApi | undefined): Allowed {
    return (of && this.#ofApi.get(of)) ?? this.#elsewhere;
  }

  #letsIn(origin: string): boolean {
    return this.#origins?.includes(origin) ?? true;
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

/** The method of a request, or of the one that a preflight asks for. */
export function methodMeant(req: IncomingMessage): string {
  return isPreflight(req) ? String(req.headers['access-control-request-method']) : (req.method ?? 'GET');
}

/** The headers that a preflight asks for. */
function askedHeaders(asked: IncomingHttpHeaders): string[] {
  const names = asked['access-control-request-headers'] ?? '';
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function allowedBy(apis: readonly Api[], credentials: boolean, more: readonly string[]): Allowed {
  const named = apis.flatMap((api) => [
    ...api.cors.headers,
    ...schemeHeaders(api),
    ...parameterHeaders(api),
    ...(api.operations.some(({ body }) => body) ? ['Content-Type'] : []),
  ]);
  const methods = apis.flatMap((api) => [...api.cors.methods, ...api.operations.map(({ method }) => method)]);
  return {
    headers: distinct([...named, ...OUR_REQUEST_HEADERS, ...more]),
    methods: distinct(methods),
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
