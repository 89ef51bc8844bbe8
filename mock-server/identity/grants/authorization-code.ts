import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { challengeOf, isPkceText } from '../../domain/identity/pkce.ts';
import type { Client } from '../../domain/identity/realm.ts';
import { endOf } from '../../domain/identity/session.ts';
import type { IdentityCall, IdentityServices } from '../calls/call.ts';
import type { Code, WorldRecords } from '../records/world-records.ts';
import { hashOf } from '../sessions/new-session.ts';
import { signTokens, type TokenAnswer } from '../tokens/sign-tokens.ts';

/**
 * Exchanges a code for tokens. The code is gone in the step that reads it, whatever comes of it.
 * @throws OAuthError invalid_request, invalid_grant
 */
export async function exchangeCode(
  call: IdentityCall,
  client: Client,
  { keys, host }: IdentityServices,
): Promise<TokenAnswer> {
  const { form, records, realm, now, issuer } = call;
  const given = form.get('code');
  if (!given) throw new OAuthError('invalid_request', 'Missing parameter: code');
  const code = taken(records, hashOf(given));
  if (!code || code.realm !== realm.name) throw new OAuthError('invalid_grant', 'Code not valid');
  checkCode(code, client, form, now);
  const session = records.sessions.get(code.session);
  const grant = session?.grants.find(({ id }) => id === code.grant);
  const user = session && realm.users.get(session.user);
  if (!session || !grant || !user || endOf(session, client.lifetimes) <= now)
    throw new OAuthError('invalid_grant', 'Session not active');
  session.usedAt = now;
  return signTokens({ issuer, client, user, session, grant, nonce: code.nonce, now, host: host() }, keys);
}

/** A code that comes a second time was stolen, or is now: what was given for it counts no more (RFC 6749, 4.1.2). */
function taken(records: WorldRecords, hash: string): Code | undefined {
  const code = records.codes.get(hash);
  if (code) {
    records.codes.delete(hash);
    return code;
  }
  for (const session of records.sessions.values())
    if (session.grants.some((grant) => grant.code === hash))
      session.grants = session.grants.filter((grant) => grant.code !== hash);
  return undefined;
}

function checkCode(code: Code, client: Client, form: URLSearchParams, now: number): void {
  if (code.expiresAt <= now) throw new OAuthError('invalid_grant', 'Code is expired');
  if (code.client !== client.id)
    throw new OAuthError(
      'invalid_grant',
      'Auth error: Found different client_id in clientSession and request',
    );
  if (form.get('redirect_uri') !== code.redirectUri)
    throw new OAuthError('invalid_grant', 'Incorrect redirect_uri');
  checkVerifier(code.challenge, form.get('code_verifier') ?? undefined);
}

function checkVerifier(challenge: string | undefined, verifier: string | undefined): void {
  const wrong = verifierMistake(challenge, verifier);
  if (wrong !== undefined) throw new OAuthError('invalid_grant', wrong);
}

function verifierMistake(challenge: string | undefined, verifier: string | undefined): string | undefined {
  if (challenge === undefined)
    return verifier && 'PKCE code verifier specified but challenge not present in authorization';
  if (verifier === undefined) return 'PKCE code verifier not specified';
  if (!isPkceText(verifier)) return 'PKCE verification failed: Invalid code verifier';
  return challengeOf(verifier) === challenge ? undefined : 'PKCE verification failed: Code mismatch';
}
