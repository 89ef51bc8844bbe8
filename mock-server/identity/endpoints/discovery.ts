import { GRANTS } from '../../domain/identity/realm.ts';
import { SCOPES } from '../../domain/identity/scopes.ts';
import { type Endpoint, json } from '../calls/call.ts';

const UNCACHED = { 'Cache-Control': 'no-cache, must-revalidate, no-transform, no-store' };

/** `GET .../.well-known/openid-configuration`: what there is, and nothing else. */
export const discovery: Endpoint = ({ issuer }) => {
  const connect = `${issuer}/protocol/openid-connect`;
  const authentication = ['client_secret_basic', 'client_secret_post'];
  return json(
    {
      issuer,
      authorization_endpoint: `${connect}/auth`,
      token_endpoint: `${connect}/token`,
      introspection_endpoint: `${connect}/token/introspect`,
      userinfo_endpoint: `${connect}/userinfo`,
      end_session_endpoint: `${connect}/logout`,
      revocation_endpoint: `${connect}/revoke`,
      jwks_uri: `${connect}/certs`,
      check_session_iframe: `${connect}/login-status-iframe.html`,
      grant_types_supported: [...GRANTS],
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment'],
      subject_types_supported: ['public'],
      prompt_values_supported: ['none', 'login', 'select_account'],
      acr_values_supported: ['1'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: authentication,
      introspection_endpoint_auth_methods_supported: authentication,
      revocation_endpoint_auth_methods_supported: authentication,
      code_challenge_methods_supported: ['S256'],
      scopes_supported: SCOPES,
      claims_supported: [
        ...['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'sid', 'acr', 'azp'],
        ...['name', 'given_name', 'family_name', 'preferred_username', 'email', 'email_verified', 'groups'],
      ],
      claim_types_supported: ['normal'],
      claims_parameter_supported: false,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      authorization_response_iss_parameter_supported: true,
    },
    UNCACHED,
  );
};

/** `GET .../protocol/openid-connect/certs`: the keys that tokens are signed with. */
export const certs: Endpoint = async (_call, { keys }) => json({ keys: await keys.published() }, UNCACHED);
