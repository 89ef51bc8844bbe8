import { OAuthError } from './oauth-error.ts';
import { isPkceText } from './pkce.ts';
import type { Client, Realm } from './realm.ts';
import { isRegistered } from './redirect-uri.ts';
import { unknownScopes, wordsOf } from './scopes.ts';

/** Where the answer to an authorization request goes; only once this is certain it goes anywhere. */
export interface Addressee {
  client: Client;
  redirectUri: string;
  responseMode: 'query' | 'fragment';
  state: string | undefined;
}

/** A request for a code that may be granted. It is kept with a login page, so it is plain data. */
export interface AuthorizationRequest {
  client: string;
  redirectUri: string;
  responseMode: 'query' | 'fragment';
  state?: string;
  scope: string[];
  nonce?: string;
  /** The S256 challenge. */
  challenge?: string;
  prompt: string[];
  loginHint?: string;
  /** Seconds. */
  maxAge?: number;
  idTokenHint?: string;
  /** Something the user would have to do beside logging in. */
  action?: string;
}

const RESPONSE_TYPES = /^(code|token|id_token|none)( (code|token|id_token))*$/;
const PROMPTS = ['none', 'login', 'select_account'];

/**
 * Who asks, and where the answer goes.
 * @throws OAuthError that a page has to show: nothing is sent to an address that is not the client's
 */
export function addresseeOf(params: URLSearchParams, { clients }: Realm): Addressee {
  const id = sole(params, 'client_id');
  if (!id) throw new OAuthError('invalid_request', 'Missing parameter: client_id');
  const client = clients.get(id);
  if (!client) throw new OAuthError('invalid_request', 'Client not found.');
  const redirectUri = sole(params, 'redirect_uri');
  if (redirectUri === undefined || !isRegistered(redirectUri, client.redirectUris))
    throw new OAuthError('invalid_request', 'Invalid parameter: redirect_uri');
  const states = params.getAll('state');
  const implicit = wordsOf(params.get('response_type') ?? '').some((word) => /token$/.test(word));
  const fragment = params.get('response_mode') === 'fragment' || implicit;
  return {
    client,
    redirectUri,
    responseMode: fragment ? 'fragment' : 'query',
    state: states.length === 1 ? states[0] : undefined,
  };
}

/**
 * What is asked for.
 * @throws OAuthError that is sent to the client's address
 */
export function authorizationRequest(
  params: URLSearchParams,
  { client, redirectUri, responseMode, state }: Addressee,
): AuthorizationRequest {
  for (const name of new Set(params.keys()))
    if (params.getAll(name).length > 1) throw new OAuthError('invalid_request', 'duplicated parameter');
  if (params.has('request_uri'))
    throw new OAuthError('request_uri_not_supported', 'Parameter request_uri is not supported');
  if (params.has('request'))
    throw new OAuthError('request_not_supported', 'Parameter request is not supported');
  checkResponse(params, client);
  const scope = wordsOf(params.get('scope') ?? '');
  if (unknownScopes(scope, client).length > 0)
    throw new OAuthError('invalid_scope', `Invalid scopes: ${scope.join(' ')}`);
  const challenge = challengeIn(params, client);
  const prompt = wordsOf(params.get('prompt') ?? '');
  if (prompt.some((word) => !PROMPTS.includes(word)) || (prompt.includes('none') && prompt.length > 1))
    throw new OAuthError('invalid_request', 'Invalid parameter: prompt');
  return {
    client: client.id,
    redirectUri,
    responseMode,
    scope,
    prompt,
    ...(state !== undefined && { state }),
    ...(challenge !== undefined && { challenge }),
    ...optional(params),
  };
}

function optional(params: URLSearchParams): Partial<AuthorizationRequest> {
  const text = (name: string, as: string) => (params.get(name) ? { [as]: params.get(name) } : {});
  const age = params.get('max_age');
  if (age && !/^\d{1,9}$/.test(age)) throw new OAuthError('invalid_request', 'Invalid parameter: max_age');
  return {
    ...text('nonce', 'nonce'),
    ...text('login_hint', 'loginHint'),
    ...text('id_token_hint', 'idTokenHint'),
    ...text('kc_action', 'action'),
    ...(age && { maxAge: Number(age) }),
  };
}

function checkResponse(params: URLSearchParams, { grants }: Client): void {
  const type = params.get('response_type');
  const mode = params.get('response_mode');
  if (!type) throw new OAuthError('invalid_request', 'Missing parameter: response_type');
  if (!RESPONSE_TYPES.test(type))
    throw new OAuthError('unsupported_response_type', 'Unsupported response_type');
  const implicit = /token/.test(type);
  if ((mode && !['query', 'fragment'].includes(mode)) || (mode === 'query' && implicit))
    throw new OAuthError('invalid_request', 'Invalid parameter: response_mode');
  if (type !== 'code')
    throw new OAuthError('unsupported_response_type', `Only the code flow is served, not ${type}`);
  if (!grants.includes('authorization_code')) {
    const reason = 'Client is not allowed to initiate browser login with given response_type';
    throw new OAuthError('unauthorized_client', `${reason}. Standard flow is disabled for the client.`);
  }
}

function challengeIn(params: URLSearchParams, { pkce }: Client): string | undefined {
  const method = params.get('code_challenge_method');
  const challenge = params.get('code_challenge');
  if (!method && !challenge && pkce === 'optional') return undefined;
  if (!method) throw new OAuthError('invalid_request', 'Missing parameter: code_challenge_method');
  if (method !== 'S256')
    throw new OAuthError(
      'invalid_request',
      'Invalid parameter: code challenge method is not matching the configured one',
    );
  if (!challenge) throw new OAuthError('invalid_request', 'Missing parameter: code_challenge');
  // An S256 challenge is 43 letters; Keycloak takes all that RFC 7636 lets a challenge be.
  if (!isPkceText(challenge)) throw new OAuthError('invalid_request', 'Invalid parameter: code_challenge');
  return challenge;
}

/** @throws OAuthError for one that stands there several times */
function sole(params: URLSearchParams, name: string): string | undefined {
  const [first, ...more] = params.getAll(name);
  if (more.length > 0) throw new OAuthError('invalid_request', `Invalid parameter: ${name}`);
  return first || undefined;
}
