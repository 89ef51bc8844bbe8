import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { type Client, GRANTS, type Grant } from '../../domain/identity/realm.ts';
import { isNear } from '../../domain/identity/token-times.ts';
import { type Endpoint, type IdentityCall, type IdentityServices, json, UNSTORED } from '../calls/call.ts';
import { authenticatedClient } from '../calls/client-authentication.ts';
import { exchangeCode } from '../grants/authorization-code.ts';
import { clientTokens } from '../grants/client-credentials.ts';
import { passwordTokens } from '../grants/password.ts';
import { refreshTokens } from '../grants/refresh-token.ts';
import type { TokenAnswer } from '../tokens/sign-tokens.ts';

const EXCHANGES: Record<
  Grant,
  (call: IdentityCall, client: Client, services: IdentityServices) => Promise<TokenAnswer>
> = {
  authorization_code: exchangeCode,
  refresh_token: refreshTokens,
  client_credentials: clientTokens,
  password: passwordTokens,
};

const NOT_ALLOWED: Record<Grant, string> = {
  authorization_code: 'Client not allowed to exchange code',
  refresh_token: 'Client not allowed to refresh tokens',
  client_credentials: 'Client not enabled to retrieve service account',
  password: 'Client not allowed for direct access grants',
};

/** `POST .../protocol/openid-connect/token` (RFC 6749, section 3.2). */
export const token: Endpoint = async (call, services) => {
  const { form } = call;
  const client = authenticatedClient(call);
  for (const name of new Set(form.keys()))
    if (form.getAll(name).length > 1) throw new OAuthError('invalid_request', 'duplicated parameter');
  const wanted = form.get('grant_type');
  if (!wanted) throw new OAuthError('invalid_request', 'Missing form parameter: grant_type');
  const grant = GRANTS.find((one) => one === wanted);
  if (!grant) throw new OAuthError('unsupported_grant_type', 'Unsupported grant_type');
  // That a public client cannot have its own tokens is said by the grant, in words of its own.
  const publicService = grant === 'client_credentials' && client.secret === undefined;
  if (!client.grants.includes(grant) && !publicService)
    throw new OAuthError('unauthorized_client', NOT_ALLOWED[grant]);
  try {
    const answer = await EXCHANGES[grant](call, client, services);
    return json(answer, { ...UNSTORED, ...hint(call.now, services.host()) });
  } finally {
    // A code is spent and a family is revoked by a refusal, too.
    await services.keep();
  }
};

/** Whoever looks into tokens of a world that is far from the host's time would wonder. */
function hint(world: number, host: number): Record<string, string> {
  if (isNear(world, host)) return {};
  const text =
    "The world's clock is not the host's: the access token has the world's dates, the ID token the host's.";
  return { 'X-Mock-Hint': text };
}
