import { percentDecoded } from '../../domain/values/percent-decoded.ts';

/** Names of headers, in lower case, and of query parameters that carry credentials. */
export interface Secrets {
  headers: ReadonlySet<string>;
  query: ReadonlySet<string>;
}

/** Headers that carry credentials, whether or not a contract says so. */
export const SECRET_HEADERS = [
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie'],
  ...['x-api-key', 'api-key', 'x-auth-token', 'x-access-token', 'x-csrf-token', 'x-xsrf-token'],
];

/** Tokens in a query, as RFC 6750 has it and as careless clients do; those of the contracts come to them. */
const SECRET_PARAMETERS = new Set([
  'access_token',
  'id_token',
  'refresh_token',
  'token',
  'api_key',
  'apikey',
]);

/** Only these words of a header are no secret: a key or a cookie may hold blanks, too. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate)(?= )/i;

/** Headers as the journal keeps them: what could be a credential keeps its scheme and loses its value. */
export function masked(headers: NodeJS.Dict<string | string[]>, secrets: Secrets): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const text = typeof value === 'string' ? value : (value ?? []).join(', ');
    const safe = secrets.headers.has(name) ? mask(name, text) : text;
    // The address of the page that sent the request may have a token in its query.
    shown[name] = name === 'referer' ? maskedUrl(safe, secrets) : safe;
  }
  return shown;
}

function mask(name: string, text: string): string {
  const [scheme] = name.endsWith('authorization') ? (SCHEME.exec(text) ?? []) : [];
  return scheme ? `${scheme} ***` : '***';
}

/** An address as the journal keeps it, without the values of query parameters that carry credentials. */
export function maskedUrl(url: string, { query }: Secrets): string {
  if (!url.includes('?')) return url;
  return url.replace(/([?&])([^=&]*)=[^&]*/g, (whole, before: string, name: string) => {
    // A name may be written `api%5Fkey`, too.
    const plain = percentDecoded(name);
    return query.has(plain) || SECRET_PARAMETERS.has(plain.toLowerCase()) ? `${before}${name}=***` : whole;
  });
}
