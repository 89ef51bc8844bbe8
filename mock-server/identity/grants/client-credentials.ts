import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { type Client, type Realm, serviceAccountName, type User } from '../../domain/identity/realm.ts';
import type { Session } from '../../domain/identity/session.ts';
import type { IdentityCall, IdentityServices } from '../calls/call.ts';
import type { WorldRecords } from '../records/world-records.ts';
import { addGrant, newSession } from '../sessions/new-session.ts';
import { signTokens, type TokenAnswer } from '../tokens/sign-tokens.ts';
import { scopeFrom } from './password.ts';

/**
 * A token of an application's own. There is no login and no refresh token.
 * @throws OAuthError unauthorized_client, invalid_scope
 */
export async function clientTokens(
  call: IdentityCall,
  client: Client,
  { keys, host }: IdentityServices,
): Promise<TokenAnswer> {
  const { realm, form, now, issuer, records } = call;
  if (client.secret === undefined) {
    const reason = 'Public client not allowed to retrieve service account';
    throw new OAuthError('unauthorized_client', reason, realm.like === 'keycloak' ? 401 : 400);
  }
  const user = realm.users.get(serviceAccountName(client));
  if (!user) throw new Error(`the realm has no user ${serviceAccountName(client)}`);
  const scope = scopeFrom(form, client);
  const session = serviceSession(records, realm, user, now, host());
  const grant = session.grants.find((one) => one.scope === scope) ?? addGrant(session, client.id, scope);
  return signTokens({ issuer, client, user, session, grant, now, host: host() }, keys);
}

/** One for all tokens of an application: what is not a login needs no end. */
function serviceSession(
  records: WorldRecords,
  { name }: Realm,
  user: User,
  now: number,
  host: number,
): Session {
  for (const session of records.sessions.values())
    if (session.service && session.realm === name && session.user === user.username) return session;
  const session: Session = { ...newSession(name, user, now, host), service: true };
  records.putSession(session);
  return session;
}
