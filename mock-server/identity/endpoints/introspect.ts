import { issuerParts } from '../../domain/identity/issuer.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { endOfGrant, partsOfTokenId } from '../../domain/identity/session.ts';
import type { Data } from '../../domain/values/process-data.ts';
import { type Endpoint, type IdentityCall, json } from '../calls/call.ts';
import { authenticatedClient } from '../calls/client-authentication.ts';
import { isBad, judgeAccessToken } from '../tokens/judge-token.ts';
import { type OwnToken, readToken } from '../tokens/read-token.ts';

/** `POST .../protocol/openid-connect/token/introspect` (RFC 7662): for clients that have a secret. */
export const introspect: Endpoint = async (call, { keys }) => {
  const { form, headers, realm } = call;
  if (!form.has('client_id') && headers.authorization === undefined)
    throw new OAuthError('invalid_client', 'Authentication failed.', 401, `Basic realm="${realm.name}"`);
  const client = authenticatedClient(call);
  if (client.secret === undefined) throw new OAuthError('invalid_request', 'Client not allowed.', 403);
  const token = form.get('token');
  if (!token) throw new OAuthError('invalid_request', 'Token not provided.');
  const hint = form.get('token_type_hint');
  if (realm.like === 'keycloak' && hint && !HINTS.includes(hint))
    throw new OAuthError('invalid_request', `Unsupported token type [${hint}].`);
  const claims = await readToken(token, keys);
  return json((claims && active(claims, call)) ?? { active: false });
};

const HINTS = ['access_token', 'refresh_token', 'requesting_party_token'];

function active(claims: OwnToken, call: IdentityCall): Data | undefined {
  const { realm, world, records, now } = call;
  const issuer = issuerParts(claims.iss);
  if (issuer?.realm !== realm.name || (issuer.world ?? 'default') !== world.name) return undefined;
  if (claims.typ === 'Refresh' || claims.typ === 'Offline') return activeRefresh(claims, call);
  const verdict = judgeAccessToken(claims, realm, records, now);
  if (isBad(verdict)) return undefined;
  const { username } = verdict.user;
  return { ...claims, client_id: claims.azp, username, token_type: 'Bearer', active: true };
}

function activeRefresh(claims: OwnToken, { realm, records, now }: IdentityCall): Data | undefined {
  const parts = partsOfTokenId(claims.jti);
  const session = parts && records.sessions.get(parts.session);
  const grant = session?.grants.find(({ id }) => id === parts?.grant);
  const client = grant && realm.clients.get(grant.client);
  if (!session || !grant || !client || endOfGrant(session, grant, client.lifetimes) <= now) return undefined;
  if (grant.refresh !== claims.jti && realm.like === 'rfc') return undefined;
  return { ...claims, client_id: claims.azp, username: session.user, token_type: claims.typ, active: true };
}
