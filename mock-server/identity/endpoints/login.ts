import type { AuthorizationRequest } from '../../domain/identity/authorization-request.ts';
import { OAuthError } from '../../domain/identity/oauth-error.ts';
import { type User, userOf } from '../../domain/identity/realm.ts';
import type { Endpoint, IdentityCall } from '../calls/call.ts';
import { checkedUser } from '../grants/password.ts';
import { errorPage } from '../pages/message-pages.ts';
import { takePage } from '../sessions/pending-page.ts';
import { logIn, sendError, showLogin } from './authorize.ts';

/** `POST .../login-actions/authenticate`: what the login page sends. What it is about was remembered, not sent. */
export const login: Endpoint = async (call, services) => {
  const request = takePage(call)?.login;
  const client = request && call.realm.clients.get(request.client);
  if (!request || !client)
    return errorPage(
      'This login page was used already, is too old, or was opened in another browser.',
      'Go back to your application, and log in from there.',
    );
  if (call.form.get('action') === 'cancel') return cancelled(call, request);
  const user = userIn(call);
  if (typeof user === 'object') return logIn(call, services, client, request, user);
  const name = call.form.get('user') ?? call.form.get('username') ?? '';
  return showLogin(call, client, request, name, user);
};

/** Who logs in, or what is wrong. */
function userIn({ form, realm }: IdentityCall): User | string {
  const chosen = form.get('user');
  if (chosen !== null) {
    const user = userOf(realm, chosen);
    if (user?.enabled && user.password === undefined) return user;
    return user ? 'This user has a password; please type it.' : 'Invalid username or password.';
  }
  const user = checkedUser(realm, form.get('username') ?? '', form.get('password') ?? '');
  if (user === 'disabled') return 'Account is disabled, contact your administrator.';
  return user === 'wrong' ? 'Invalid username or password.' : user;
}

function cancelled(call: IdentityCall, request: AuthorizationRequest) {
  const { redirectUri, responseMode, state } = request;
  return sendError(
    call,
    { redirectUri, responseMode, state },
    new OAuthError('access_denied', 'The user cancelled the login'),
  );
}
