import type { Api } from './api.ts';

/** Names of headers, in lower case, and of query parameters that carry credentials. */
export interface SecretNames {
  headers: ReadonlySet<string>;
  query: ReadonlySet<string>;
}

/** Headers that carry credentials, whether or not a contract says so. */
const HEADERS = [
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie'],
  ...['x-api-key', 'api-key', 'x-auth-token', 'x-access-token', 'x-csrf-token', 'x-xsrf-token'],
];

/** Tokens in a query, as RFC 6750 has it and as careless clients do; those of the contracts come to them. */
const PARAMETERS = new Set(['access_token', 'id_token', 'refresh_token', 'token', 'api_key', 'apikey']);

/** Only these words of a header are no secret: a key or a cookie may hold blanks, too. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate)(?= )/i;

/** Where the credentials of some APIs are, and those that nobody declared. */
export function secretNamesOf(apis: readonly Pick<Api, 'securitySchemes'>[]): SecretNames {
  const schemes = apis.flatMap(({ securitySchemes }) => Object.values(securitySchemes));
  const named = (place: string): string[] =>
    schemes.flatMap(({ in: where, name }) => (where === place && name ? [name] : []));
  return {
    headers: new Set([...HEADERS, ...named('header').map((name) => name.toLowerCase())]),
    query: new Set(named('query')),
  };
}

/**
 * Headers as they may be shown: what could be a credential keeps its scheme and loses its value. An address in one, as
 * that of the page that sent the request, loses the tokens in its query.
 * @param headers by lower-case names
 */
export function maskHeaders(
  headers: NodeJS.Dict<string | string[]>,
  names: SecretNames,
): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const text = typeof value === 'string' ? value : (value ?? []).join(', ');
    const safe = names.headers.has(name) ? maskHeader(name, text) : text;
    shown[name] = name === 'referer' ? maskUrl(safe, names) : safe;
  }
  return shown;
}

/** The value of a header that carries a credential, without it: `Bearer ***`. */
export function maskHeader(name: string, text: string): string {
  const [scheme] = name.toLowerCase().endsWith('authorization') ? (SCHEME.exec(text) ?? []) : [];
  return scheme ? `${scheme} ***` : '***';
}

/** An address without the values of parameters that carry credentials, in its query and in its fragment. */
export function maskUrl(url: string, { query }: SecretNames): string {
  if (!/[?#]/.test(url)) return url;
  return url.replace(/([?&#])([^=&#]*)=[^&#]*/g, (whole, before: string, name: string) => {
    // A name may be written `api%5Fkey`, too.
    const [plain = ''] = new URLSearchParams(`${name}=`).keys();
    return query.has(plain) || PARAMETERS.has(plain.toLowerCase()) ? `${before}${name}=***` : whole;
  });
}
