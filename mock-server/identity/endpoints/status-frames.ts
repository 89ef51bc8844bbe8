import { isOriginOf } from '../../domain/identity/redirect-uri.ts';
import { type Endpoint, json, redirect } from '../calls/call.ts';
import { cookieOf, setCookie } from '../calls/cookies.ts';
import { allowedOrigins } from '../calls/cross-origin.ts';
import { scriptPage } from '../pages/page.ts';
import { browserSession } from '../sessions/browser-session.ts';

/** Applications ask whether the login they know is still the browser's; the server is asked each time. */
const STATUS_SCRIPT = `
addEventListener('message', async (event) => {
  if (typeof event.data !== 'string' || event.source === window) return;
  const [client, session = ''] = event.data.split(' ');
  const asked = new URLSearchParams({ client_id: client, origin: event.origin, session_state: session });
  let state = 'error';
  try {
    const answer = await fetch(location.pathname + '/init?' + asked, { credentials: 'include', cache: 'no-store' });
    if (answer.ok) state = (await answer.json()).state;
  } catch {}
  event.source.postMessage(state, event.origin);
});
`;

/** `GET .../login-status-iframe.html`, to stand in a frame of an application. */
export const statusFrame: Endpoint = () => scriptPage(STATUS_SCRIPT);

/** `GET .../login-status-iframe.html/init`: what the frame asks; 403 for pages that are not the client's. */
export const statusInit: Endpoint = (call) => {
  const { query, realm } = call;
  const client = realm.clients.get(query.get('client_id') ?? '');
  const origin = query.get('origin') ?? '';
  if (!client || !isOriginOf(origin, allowedOrigins(client))) return { status: 403, headers: {} };
  const session = browserSession(call, client.lifetimes);
  const same = (session?.id ?? '') === (query.get('session_state') ?? '');
  return json({ state: same ? 'unchanged' : 'changed' });
};

/** `GET .../3p-cookies/step1.html`: whether a browser sends cookies from a frame of another site is tried out. */
export const cookieTrial: Endpoint = (call) =>
  redirect(`${call.issuer}/protocol/openid-connect/3p-cookies/step2.html`, setCookie('test', '1', call));

/** `GET .../3p-cookies/step2.html`: tells the page around it. */
export const cookieVerdict: Endpoint = (call) => {
  const verdict = cookieOf('test', call) === undefined ? 'unsupported' : 'supported';
  return scriptPage(`parent.postMessage('${verdict}', '*');`);
};
