import { issuerParts } from '../../domain/identity/issuer.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import type { Client } from '../../domain/identity/realm.ts';
import { unknownScopes, wordsOf } from '../../domain/identity/scopes.ts';
import { endOfGrant, partsOfTokenId, type Session, type TokenGrant } from '../../domain/identity/session.ts';
import type { IdentityCall, IdentityServices } from '../calls/call.ts';
import { type OwnToken, readToken } from '../tokens/read-token.ts';
import { signTokens, type TokenAnswer } from '../tokens/sign-tokens.ts';

/** A refresh token that belongs to a login. */
export interface KnownRefresh {
  claims: OwnToken;
  session: Session;
  grant: TokenGrant;
}

/**
 * Gives new tokens for a refresh token, which counts no more then.
 * @throws OAuthError invalid_request, invalid_grant, invalid_scope
 */
export async function refreshTokens(
  call: IdentityCall,
  client: Client,
  services: IdentityServices,
): Promise<TokenAnswer> {
  const { form, realm, now, issuer } = call;
  const { keys, host } = services;
  const token = form.get('refresh_token');
  if (!token) throw new OAuthError('invalid_request', 'No refresh token');
  const { claims, session, grant } = await knownRefresh(token, call, client, services);
  const ends = endOfGrant(session, grant, client.lifetimes);
  // Dates of a token from before its world began anew are another time's; its login has the life that was left.
  const old = partsOfTokenId(claims.jti)?.epoch !== session.epoch;
  if (ends <= now || (!old && typeof claims.exp === 'number' && claims.exp * 1000 <= now))
    throw new OAuthError('invalid_grant', 'Token is not active');
  if (grant.refresh !== claims.jti && realm.like === 'rfc') {
    session.grants = session.grants.filter(({ id }) => id !== grant.id);
    throw new OAuthError('invalid_grant', 'Maximum allowed refresh token reuse exceeded');
  }
  const user = realm.users.get(session.user);
  if (!user?.enabled) throw new OAuthError('invalid_grant', 'User disabled');
  const scope = narrowed(form.get('scope') ?? undefined, grant, client);
  session.usedAt = now;
  return signTokens({ issuer, client, user, session, grant, scope, now, host: host() }, keys);
}

/**
 * The login a refresh token belongs to.
 * @throws OAuthError invalid_grant
 */
export async function knownRefresh(
  token: string,
  { records, realm, world }: Pick<IdentityCall, 'records' | 'realm' | 'world'>,
  client: Client,
  { keys }: IdentityServices,
): Promise<KnownRefresh> {
  const claims = await readToken(token, keys);
  if (!claims || (claims.typ !== 'Refresh' && claims.typ !== 'Offline'))
    throw new OAuthError('invalid_grant', 'Invalid refresh token');
  const issuer = issuerParts(claims.iss);
  if (issuer?.realm !== realm.name || (issuer.world ?? 'default') !== world.name)
    throw new OAuthError('invalid_grant', 'Invalid token issuer');
  if (claims.azp !== client.id)
    throw new OAuthError(
      'invalid_grant',
      "Invalid refresh token. Token client and authorized client don't match",
    );
  const parts = partsOfTokenId(claims.jti);
  const session = parts && records.sessions.get(parts.session);
  const grant = session?.grants.find(({ id }) => id === parts?.grant);
  if (!session || !grant) throw new OAuthError('invalid_grant', 'Session not active');
  return { claims, session, grant };
}

/** Less than was granted may be asked for, more may not (RFC 6749, section 6). */
function narrowed(scope: string | undefined, grant: TokenGrant, client: Client): string {
  const wanted = wordsOf(scope);
  if (wanted.length === 0) return grant.scope;
  const granted = wordsOf(grant.scope);
  const more = wanted.filter((word) => !granted.includes(word));
  // `offline_access` that was not granted was not refused either: clients ask for it again with every refresh.
  if (more.some((word) => word !== 'offline_access') || unknownScopes(wanted, client).length > 0)
    throw new OAuthError('invalid_scope', `Invalid scopes: ${wanted.join(' ')}`);
  return granted.filter((word) => wanted.includes(word)).join(' ');
}
