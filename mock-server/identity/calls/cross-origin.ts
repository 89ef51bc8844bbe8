import type { Client } from '../../domain/identity/realm.ts';
import { isOriginOf } from '../../domain/identity/redirect-uri.ts';

/** Web origins, with `+` spelt out. */
export function allowedOrigins({ webOrigins, redirectUris }: Client): string[] {
  return webOrigins.flatMap((origin) => (origin === '+' ? redirectUris : [origin]));
}

/**
 * Lets pages of other origins read an answer: those of the client; and before it is known who asks, all, or nobody could
 * tell a mistake from a network that fails. Clients send credentials, for which `*` does not do.
 */
export function crossOrigin(origin: string | undefined, client: Client | undefined): Record<string, string> {
  if (origin === undefined) return {};
  const allowed = client === undefined || isOriginOf(origin, allowedOrigins(client));
  return { Vary: 'Origin', ...(allowed && echo(origin)) };
}

/** Every page may ask what it may send. */
export function preflight(
  origin: string,
  method: string,
  wanted: string | undefined,
): Record<string, string> {
  return {
    ...echo(origin),
    'Access-Control-Allow-Methods': method,
    'Access-Control-Allow-Headers': wanted ?? 'Origin, Accept, X-Requested-With, Content-Type, Authorization',
    'Access-Control-Max-Age': '3600',
    Vary: 'Origin',
  };
}

function echo(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers':
      'Access-Control-Allow-Methods, X-Mock-Source, X-Mock-Request, X-Mock-Hint',
  };
}
