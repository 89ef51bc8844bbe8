import { addressWithAnswer } from '../../domain/identity/address-with-answer.ts';
import { issuerParts } from '../../domain/identity/issuer.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import type { Client } from '../../domain/identity/realm.ts';
import { isRegistered } from '../../domain/identity/redirect-uri.ts';
import type { Session } from '../../domain/identity/session.ts';
import {
  type Endpoint,
  type IdentityAnswer,
  type IdentityCall,
  type IdentityServices,
  redirect,
  UNSTORED,
} from '../calls/call.ts';
import { authenticatedClient } from '../calls/client-authentication.ts';
import { setCookie } from '../calls/cookies.ts';
import { knownRefresh } from '../grants/refresh-token.ts';
import { errorPage, loggedOutPage, logoutPage } from '../pages/message-pages.ts';
import { browserSession, endSession } from '../sessions/browser-session.ts';
import { openPage, takePage } from '../sessions/pending-page.ts';
import { type OwnToken, readToken } from '../tokens/read-token.ts';

/** What is asked of the end of a session. */
interface Wish {
  client: Client | undefined;
  hint: OwnToken | undefined;
  redirectUri: string | undefined;
  state: string | undefined;
}

/** `GET` and `POST .../protocol/openid-connect/logout` (OpenID Connect RP-Initiated Logout; Keycloak's refresh token). */
export const logout: Endpoint = async (call, services) => {
  const params = call.method === 'POST' ? call.form : call.query;
  if (call.method === 'POST' && params.has('refresh_token')) return endByToken(call, services);
  let wish: Wish;
  try {
    wish = await wishOf(call, params, services);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return errorPage(error.message, 'Nobody was logged out. Correct what your application sends.');
  }
  return ended(call, services, wish);
};

/** `POST .../logout/logout-confirm`: what the page sends that asks whether to log out. */
export const confirmLogout: Endpoint = async (call, { keep }) => {
  const pending = takePage(call)?.logout;
  if (!pending)
    return errorPage('This page was used already, or is too old.', 'Log out from your application.');
  const session = call.records.sessions.get(pending.session);
  if (session) endSession(call, session);
  await keep();
  return goodbye(call, pending.redirectUri, pending.state);
};

/** As Android applications of Keycloak do it. @throws OAuthError */
async function endByToken(call: IdentityCall, services: IdentityServices): Promise<IdentityAnswer> {
  const client = authenticatedClient(call);
  const { session } = await knownRefresh(call.form.get('refresh_token') ?? '', call, client, services);
  endSession(call, session);
  await services.keep();
  return { status: 204, headers: UNSTORED };
}

/** @throws OAuthError for a page: nobody is logged out and sent anywhere by what is not certain */
async function wishOf(
  { realm, world }: IdentityCall,
  params: URLSearchParams,
  { keys }: IdentityServices,
): Promise<Wish> {
  const refuse = (name: string): OAuthError =>
    new OAuthError('invalid_request', `Invalid parameter: ${name}`);
  if (params.has('redirect_uri')) throw refuse('redirect_uri');
  const token = params.get('id_token_hint');
  const hint = token ? await readToken(token, keys) : undefined;
  const issuer = issuerParts(hint?.iss);
  const known =
    hint?.typ === 'ID' && issuer?.realm === realm.name && (issuer.world ?? 'default') === world.name;
  if (token && !known) throw refuse('id_token_hint');
  const id = params.get('client_id');
  if (id && hint && hint.aud !== id) throw refuse('client_id');
  const client = realm.clients.get(id ?? String(hint?.aud ?? ''));
  if ((id || hint) && !client) throw refuse('client_id');
  const redirectUri = params.get('post_logout_redirect_uri') ?? undefined;
  if (redirectUri !== undefined && !client)
    throw new OAuthError('invalid_request', 'Missing parameters: id_token_hint');
  if (redirectUri !== undefined && client && !isRegistered(redirectUri, afterLogout(client)))
    throw new OAuthError('invalid_request', 'Invalid redirect uri');
  return { client, hint, redirectUri, state: params.get('state') ?? undefined };
}

function afterLogout({ postLogoutRedirectUris, redirectUris }: Client): string[] {
  return postLogoutRedirectUris.flatMap((uri) => (uri === '+' ? redirectUris : [uri]));
}

async function ended(
  call: IdentityCall,
  { keep }: IdentityServices,
  { client, hint, redirectUri, state }: Wish,
): Promise<IdentityAnswer> {
  const anyClient = client ?? [...call.realm.clients.values()][0];
  const session = anyClient && browserSession(call, anyClient.lifetimes);
  const hinted = typeof hint?.sid === 'string' ? call.records.sessions.get(hint.sid) : undefined;
  // Without a hint anybody's link could log a user out, and with one of another login somebody else's.
  if (session && session.id !== hint?.sid) return asked(call, session, redirectUri, state);
  if (hinted) endSession(call, hinted);
  await keep();
  return goodbye(call, redirectUri, state);
}

const QUESTION_LASTS = 300_000;

function asked(
  call: IdentityCall,
  session: Session,
  redirectUri: string | undefined,
  state: string | undefined,
): IdentityAnswer {
  const about = {
    session: session.id,
    ...(redirectUri !== undefined && { redirectUri }),
    ...(state !== undefined && { state }),
  };
  const { id, cookie } = openPage(call, { logout: about }, QUESTION_LASTS);
  const action = `${call.issuer}/protocol/openid-connect/logout/logout-confirm`;
  return { ...logoutPage(action, id, session.user), cookie };
}

function goodbye(call: IdentityCall, uri: string | undefined, state: string | undefined): IdentityAnswer {
  const cookie = setCookie('session', undefined, call);
  if (uri === undefined) return { ...loggedOutPage(), cookie };
  return redirect(state === undefined ? uri : addressWithAnswer(uri, 'query', { state }), cookie);
}
