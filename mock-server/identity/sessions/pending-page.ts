import { randomUUID } from 'node:crypto';
import type { IdentityCall } from '../calls/call.ts';
import { sameText } from '../calls/client-authentication.ts';
import { cookieOf, setCookie } from '../calls/cookies.ts';
import type { PendingPage } from '../records/world-records.ts';
import { secretText } from './new-session.ts';

/**
 * Remembers what a page is about to ask. Its form has the page's id, the browser has a cookie; neither alone will do.
 * @param life in milliseconds of the world
 */
export function openPage(
  call: IdentityCall,
  about: Pick<PendingPage, 'login' | 'logout' | 'account'>,
  life: number,
): { id: string; cookie: string } {
  const browser = cookieOf('browser', call) || secretText();
  const id = randomUUID();
  call.records.putPage(id, { realm: call.realm.name, browser, expiresAt: call.now + life, ...about });
  return { id, cookie: setCookie('browser', browser, call) };
}

/** The page that a form belongs to, once; undefined for a form that is not ours, too old, or sent before. */
export function takePage(call: IdentityCall): PendingPage | undefined {
  const { form, records, realm, now } = call;
  const id = form.get('page') ?? '';
  const pending = records.page(id);
  if (!pending || pending.realm !== realm.name || !isOwnForm(call)) return undefined;
  if (!sameText(cookieOf('browser', call) ?? '', pending.browser)) return undefined;
  records.deletePage(id);
  return pending.expiresAt > now ? pending : undefined;
}

/** Browsers say where a form stood. */
function isOwnForm({ headers, issuer }: IdentityCall): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  return (
    (origin === undefined || origin === new URL(issuer).origin) &&
    (site === undefined || site === 'same-origin')
  );
}
