import { userinfoClaims } from '../../domain/identity/claims.ts';
import { issuerParts } from '../../domain/identity/issuer.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { wordsOf } from '../../domain/identity/scopes.ts';
import { type Endpoint, type IdentityCall, type IdentityServices, json } from '../calls/call.ts';
import { type GoodToken, isBad, judgeAccessToken } from '../tokens/judge-token.ts';
import { readToken } from '../tokens/read-token.ts';

/** `GET` and `POST .../protocol/openid-connect/userinfo`. */
export const userinfo: Endpoint = async (call, services) => {
  const { user, client, claims } = await bearerOf(call, services);
  const scope = String(claims.scope ?? '');
  if (!wordsOf(scope).includes('openid'))
    throw refused(call, 'insufficient_scope', 'Missing openid scope', 403);
  return json(userinfoClaims(user, client, scope));
};

/**
 * The access token of a request, which counts (RFC 6750).
 * @throws OAuthError invalid_request, invalid_token
 */
export async function bearerOf(call: IdentityCall, { keys }: IdentityServices): Promise<GoodToken> {
  const { realm, records, world, now } = call;
  const claims = await readToken(tokenOf(call), keys);
  if (!claims || (issuerParts(claims.iss)?.world ?? 'default') !== world.name)
    throw refused(call, 'invalid_token', 'Token verification failed');
  const verdict = judgeAccessToken(claims, realm, records, now);
  if (isBad(verdict)) {
    const over = verdict.bad === 'wrong' && verdict.reason.startsWith('its login');
    throw refused(call, 'invalid_token', over ? 'Session expired' : 'Token verification failed');
  }
  call.client = verdict.client;
  return verdict;
}

function tokenOf(call: IdentityCall): string {
  const { headers, form, realm } = call;
  const header = typeof headers.authorization === 'string' ? headers.authorization : undefined;
  const inForm = form.get('access_token') ?? undefined;
  if (header !== undefined && inForm !== undefined)
    throw new OAuthError('invalid_request', 'The token is in the header and in the form');
  const [, inHeader] = (header !== undefined && /^Bearer +(\S+)$/i.exec(header)) || [];
  const token = inHeader ?? inForm;
  // Who sends nothing is told what to send, and of no mistake (RFC 6750, section 3.1).
  if (token === undefined)
    throw new OAuthError('invalid_request', 'Missing token', 401, `Bearer realm="${realm.name}"`);
  return token;
}

function refused(
  { realm }: IdentityCall,
  code: 'invalid_token' | 'insufficient_scope',
  text: string,
  status = 401,
): OAuthError {
  const challenge = `Bearer realm="${realm.name}", error="${code}", error_description="${text}"`;
  return new OAuthError(code, text, status, challenge);
}
