import { issuerParts } from '../../domain/identity/issuer.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { partsOfTokenId } from '../../domain/identity/session.ts';
import { type Endpoint, type IdentityAnswer, type IdentityCall, UNSTORED } from '../calls/call.ts';
import { authenticatedClient } from '../calls/client-authentication.ts';
import { type OwnToken, readToken } from '../tokens/read-token.ts';

/** Empty, and of no content type: oidc-client-ts throws at any but JSON. */
const DONE: IdentityAnswer = { status: 200, headers: UNSTORED };

/** `POST .../protocol/openid-connect/revoke` (RFC 7009). Token type hints are not needed, and not looked at. */
export const revoke: Endpoint = async (call, { keys, keep }) => {
  const { form, realm, world } = call;
  const client = authenticatedClient(call);
  const token = form.get('token');
  if (!token) throw new OAuthError('invalid_request', 'Token not provided');
  const claims = await readToken(token, keys);
  const issuer = issuerParts(claims?.iss);
  // What does not count has nothing to lose.
  if (!claims || issuer?.realm !== realm.name || (issuer.world ?? 'default') !== world.name) return DONE;
  if (claims.typ === 'ID') throw new OAuthError('unsupported_token_type', 'Unsupported token type');
  if (claims.azp !== client.id) throw new OAuthError('invalid_request', 'Unmatching clients');
  take(claims, call);
  await keep();
  return DONE;
};

/** With a refresh token goes all that its login gave the client; an access token goes alone. */
function take({ typ, jti, exp }: OwnToken, { records }: IdentityCall): void {
  if (typ === 'Bearer') {
    if (typeof jti === 'string') records.revoke(jti, typeof exp === 'number' ? exp * 1000 : 0);
    return;
  }
  const parts = partsOfTokenId(jti);
  const session = parts && records.sessions.get(parts.session);
  if (session) session.grants = session.grants.filter(({ id }) => id !== parts?.grant);
}
