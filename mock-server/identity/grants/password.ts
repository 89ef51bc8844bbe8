import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { type Client, type Realm, type User, userOf } from '../../domain/identity/realm.ts';
import { grantedScope, unknownScopes, wordsOf } from '../../domain/identity/scopes.ts';
import type { IdentityCall, IdentityServices } from '../calls/call.ts';
import { sameText } from '../calls/client-authentication.ts';
import { addGrant, newSession } from '../sessions/new-session.ts';
import { signTokens, type TokenAnswer } from '../tokens/sign-tokens.ts';

/** Whether a name and a password are those of a user, and why not: unknown names and wrong passwords look alike. */
export function checkedUser(realm: Realm, name: string, password: string): User | 'wrong' | 'disabled' {
  const user = userOf(realm, name);
  const right = user?.password === undefined ? password.trim() !== '' : sameText(password, user.password);
  if (!user || !right) return 'wrong';
  return user.enabled ? user : 'disabled';
}

/**
 * Tokens for a name and a password.
 * @throws OAuthError invalid_request, invalid_grant, invalid_scope
 */
export async function passwordTokens(
  call: IdentityCall,
  client: Client,
  { keys, host }: IdentityServices,
): Promise<TokenAnswer> {
  const { form, realm, now, issuer, records } = call;
  const name = form.get('username');
  if (!name) throw new OAuthError('invalid_request', 'Missing parameter: username');
  const user = checkedUser(realm, name, form.get('password') ?? '');
  if (user === 'disabled') throw new OAuthError('invalid_grant', 'Account disabled');
  if (user === 'wrong') {
    const status = realm.like === 'keycloak' ? 401 : 400;
    throw new OAuthError('invalid_grant', 'Invalid user credentials', status);
  }
  const session = newSession(realm.name, user, now, host());
  const grant = addGrant(session, client.id, scopeFrom(form, client));
  records.putSession(session);
  return signTokens({ issuer, client, user, session, grant, now, host: host() }, keys);
}

/** @throws OAuthError invalid_scope */
export function scopeFrom(form: URLSearchParams, client: Client): string {
  const words = wordsOf(form.get('scope') ?? undefined);
  if (unknownScopes(words, client).length > 0)
    throw new OAuthError('invalid_scope', `Invalid scopes: ${words.join(' ')}`);
  return grantedScope(words, client);
}
