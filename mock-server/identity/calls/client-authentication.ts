import { createHash, timingSafeEqual } from 'node:crypto';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import type { Client, Realm } from '../../domain/identity/realm.ts';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';
import type { IdentityCall } from './call.ts';

interface Credentials {
  id: string;
  secret: string | undefined;
  basic: boolean;
}

const UNKNOWN = 'Invalid client or Invalid client credentials';

/**
 * Which client asks; one that has a secret shows it, in the header or in the form.
 * @throws OAuthError invalid_request, invalid_client
 */
export function authenticatedClient(call: IdentityCall): Client {
  const { realm, form } = call;
  for (const name of ['client_id', 'client_secret'])
    if (form.getAll(name).length > 1) throw new OAuthError('invalid_request', 'duplicated parameter');
  const { id, secret, basic } = credentialsOf(call);
  const client = realm.clients.get(id);
  if (!client) throw unknown(basic, realm);
  call.client = client;
  if (client.secret === undefined || sameText(secret ?? '', client.secret)) return client;
  throw wrongSecret(basic, realm);
}

function credentialsOf({ form, headers }: IdentityCall): Credentials {
  const basic = basicOf(headers.authorization);
  const id = form.get('client_id');
  const secret = form.get('client_secret') ?? undefined;
  if (basic) {
    if (secret !== undefined)
      throw new OAuthError('invalid_request', 'Client credentials are in the header and in the form');
    if (id && id !== basic.id) throw new OAuthError('invalid_request', 'client_id is another in the header');
    return { ...basic, basic: true };
  }
  if (!id) throw new OAuthError('invalid_request', 'Missing client_id parameter');
  return { id, secret, basic: false };
}

/** RFC 6749, section 2.3.1: both parts are form-encoded first. */
function basicOf(header: string | string[] | undefined): { id: string; secret: string } | undefined {
  const [, encoded] = (typeof header === 'string' && /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header)) || [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const plain = (part: string): string => percentDecoded(part.replaceAll('+', ' '));
  return { id: plain(text.slice(0, colon)), secret: plain(text.slice(colon + 1)) };
}

function unknown(basic: boolean, { name }: Realm): OAuthError {
  return new OAuthError('invalid_client', UNKNOWN, 401, basic ? `Basic realm="${name}"` : undefined);
}

/** Keycloak calls it `unauthorized_client`, and asks for nothing. */
function wrongSecret(basic: boolean, realm: Realm): OAuthError {
  if (realm.like === 'keycloak') return new OAuthError('unauthorized_client', UNKNOWN, 401);
  return unknown(basic, realm);
}

/** Compares in the same time, wherever the difference is. */
export function sameText(given: string, wanted: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
