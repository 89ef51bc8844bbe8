import { randomUUID } from 'node:crypto';
import { addressWithAnswer } from '../../domain/identity/address-with-answer.ts';
import {
  type Addressee,
  type AuthorizationRequest,
  addresseeOf,
  authorizationRequest,
} from '../../domain/identity/authorization-request.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { type Client, type User, userOf } from '../../domain/identity/realm.ts';
import { grantedScope } from '../../domain/identity/scopes.ts';
import type { Session } from '../../domain/identity/session.ts';
import {
  type Endpoint,
  type IdentityAnswer,
  type IdentityCall,
  type IdentityServices,
  redirect,
} from '../calls/call.ts';
import { loginPage } from '../pages/login-page.ts';
import { errorPage } from '../pages/message-pages.ts';
import { beginSession, browserSession } from '../sessions/browser-session.ts';
import { addGrant, hashOf } from '../sessions/new-session.ts';
import { openPage } from '../sessions/pending-page.ts';
import { readToken } from '../tokens/read-token.ts';

/** `GET` and `POST .../protocol/openid-connect/auth` (RFC 6749, section 3.1; OpenID Connect Core, 3.1.2). */
export const authorize: Endpoint = async (call, services) => {
  const params = call.method === 'POST' ? call.form : call.query;
  let addressee: Addressee;
  try {
    addressee = addresseeOf(params, call.realm);
  } catch (error) {
    if (error instanceof OAuthError) return errorPage(error.message, adviceFor(params));
    throw error;
  }
  try {
    return await answer(call, services, addressee.client, authorizationRequest(params, addressee));
  } catch (error) {
    if (error instanceof OAuthError) return sendError(call, addressee, error);
    throw error;
  }
};

function adviceFor(params: URLSearchParams): string {
  const client = params.get('client_id') ?? 'the client';
  const uri = params.get('redirect_uri') ?? 'the address of your application';
  return `The client "${client.slice(0, 200)}" and its redirectUris are in fixtures/identity/realms.yaml; add ${uri.slice(0, 500)} there, or correct what your application sends.`;
}

/** @throws OAuthError login_required, interaction_required */
async function answer(
  call: IdentityCall,
  services: IdentityServices,
  client: Client,
  request: AuthorizationRequest,
): Promise<IdentityAnswer> {
  const session = await fittingSession(call, services, client, request);
  const silent = request.prompt.includes('none');
  if (silent && !session) throw new OAuthError('login_required', '');
  if (silent && request.action !== undefined) throw new OAuthError('interaction_required', '');
  if (session && !request.prompt.some((word) => word !== 'none'))
    return sendCode(call, services, client, request, session);
  const automatic = services.autoLogin === undefined ? undefined : userOf(call.realm, services.autoLogin);
  return automatic
    ? logIn(call, services, client, request, automatic)
    : showLogin(call, client, request, request.loginHint ?? '');
}

/** The browser's login, if it will do for what was asked. */
async function fittingSession(
  call: IdentityCall,
  { keys }: IdentityServices,
  client: Client,
  { maxAge, idTokenHint }: AuthorizationRequest,
): Promise<Session | undefined> {
  const session = browserSession(call, client.lifetimes);
  if (!session) return undefined;
  if (maxAge !== undefined && call.now - session.startedAt > maxAge * 1000) return undefined;
  if (idTokenHint === undefined) return session;
  const hint = await readToken(idTokenHint, keys);
  return hint?.sub === call.realm.users.get(session.user)?.id ? session : undefined;
}

/** Shows who there is. @param name in the field @param wrong with the last try */
export function showLogin(
  call: IdentityCall,
  client: Client,
  request: AuthorizationRequest,
  name: string,
  wrong?: string,
): IdentityAnswer {
  const { realm, world, now, issuer } = call;
  const { id, cookie } = openPage(call, { login: request }, client.lifetimes.loginPage);
  const action = `${issuer}/login-actions/authenticate`;
  const shown = loginPage({ realm, client, action, id, name, wrong, world: world.name, now });
  return { ...shown, cookie };
}

/** Logs a user in, and sends the browser back with a code. */
export async function logIn(
  call: IdentityCall,
  services: IdentityServices,
  client: Client,
  request: AuthorizationRequest,
  user: User,
): Promise<IdentityAnswer> {
  const { session, cookie } = beginSession(call, user, services.host());
  const sent = await sendCode(call, services, client, request, session);
  return { ...sent, cookie };
}

async function sendCode(
  call: IdentityCall,
  { keep }: IdentityServices,
  client: Client,
  { redirectUri, responseMode, state, scope, challenge, nonce }: AuthorizationRequest,
  session: Session,
): Promise<IdentityAnswer> {
  const { records, realm, now, issuer } = call;
  const grant = addGrant(session, client.id, grantedScope(scope, client));
  const code = `${randomUUID()}.${session.id}.${grant.id}`;
  grant.code = hashOf(code);
  session.usedAt = now;
  records.putCode(grant.code, {
    realm: realm.name,
    session: session.id,
    grant: grant.id,
    client: client.id,
    redirectUri,
    expiresAt: now + client.lifetimes.code,
    ...(challenge !== undefined && { challenge }),
    ...(nonce !== undefined && { nonce }),
  });
  await keep();
  const sent = { state, session_state: session.id, iss: issuer, code };
  return redirect(addressWithAnswer(redirectUri, responseMode, sent));
}

/** Tells the client's address what is wrong, as Keycloak does: without words where nobody is to be asked. */
export function sendError(
  { issuer }: IdentityCall,
  { redirectUri, responseMode, state }: Pick<Addressee, 'redirectUri' | 'responseMode' | 'state'>,
  { code, message }: OAuthError,
): IdentityAnswer {
  const said = { error: code, error_description: message || undefined, state, iss: issuer };
  return redirect(addressWithAnswer(redirectUri, responseMode, said));
}
