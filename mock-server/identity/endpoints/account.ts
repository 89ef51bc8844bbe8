import type { Client } from '../../domain/identity/realm.ts';
import { endOf, type Session } from '../../domain/identity/session.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { type Endpoint, type IdentityAnswer, type IdentityCall, json } from '../calls/call.ts';
import { setCookie } from '../calls/cookies.ts';
import { accountPage, errorPage, loggedOutPage } from '../pages/message-pages.ts';
import { browserSession, endSession } from '../sessions/browser-session.ts';
import { openPage, takePage } from '../sessions/pending-page.ts';
import { bearerOf } from './userinfo.ts';

const PAGE_LASTS = 3_600_000;

/** `GET .../account`: the profile, as keycloak-js loads it; for a browser a page about its login. */
export const account: Endpoint = async (call, services) => {
  if (call.headers.authorization === undefined && String(call.headers.accept ?? '').includes('text/html'))
    return shown(call);
  const { user } = await bearerOf(call, services);
  const { id, username, firstName, lastName, email, emailVerified, attributes } = user;
  return json({ id, username, firstName, lastName, email, emailVerified, attributes });
};

/** `POST .../account`: has the tokens expire, or ends the session. */
export const changeAccount: Endpoint = async (call, { keep }) => {
  const pending = takePage(call)?.account;
  const session = pending && call.records.sessions.get(pending.session);
  if (!session) return errorPage('This page was used already, or is too old.', 'Open it anew.');
  const ends = call.form.get('action') === 'end';
  if (ends) endSession(call, session);
  else session.epoch += 1;
  await keep();
  if (ends) return { ...loggedOutPage(), cookie: setCookie('session', undefined, call) };
  return shown(call, 'The access tokens have expired.');
};

function shown(call: IdentityCall, done?: string): IdentityAnswer {
  const [client] = call.realm.clients.values();
  const session = client && browserSession(call, client.lifetimes);
  if (!session) return loggedOutPage();
  const { id, cookie } = openPage(call, { account: { session: session.id } }, PAGE_LASTS);
  const action = `${call.issuer}/account`;
  const facts = factsOf(session, client);
  return { ...accountPage({ action, id, user: session.user, facts, done }), cookie };
}

function factsOf(session: Session, { lifetimes }: Client): (readonly [string, string])[] {
  return [
    ['Session', session.id],
    ['Signed in', timestamp(session.startedAt)],
    ['Ends unless used', timestamp(endOf(session, lifetimes))],
    ['Applications', [...new Set(session.grants.map(({ client }) => client))].join(', ') || 'none'],
  ];
}
