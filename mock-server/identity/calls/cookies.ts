import type { IdentityCall } from './call.ts';

/**
 * Cookies do not care for ports, so the port is in the name: two stand-ins on one host would take each other's. They are
 * sent below the realm only.
 */
export function cookieName(
  kind: 'session' | 'browser' | 'test',
  { issuer }: Pick<IdentityCall, 'issuer'>,
): string {
  const { port, protocol } = new URL(issuer);
  return `mock_${kind}_${port || (protocol === 'https:' ? '443' : '80')}`;
}

/** The value of a cookie that came. */
export function cookieOf(kind: Parameters<typeof cookieName>[0], call: IdentityCall): string | undefined {
  const name = cookieName(kind, call);
  const { cookie } = call.headers;
  const text = Array.isArray(cookie) ? cookie.join('; ') : (cookie ?? '');
  for (const part of text.split(';')) {
    const [key, ...value] = part.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

/**
 * A cookie to be set. Over HTTPS it goes to frames on other sites, too; over HTTP browsers keep it from them.
 * @param value undefined takes it away
 */
export function setCookie(
  kind: Parameters<typeof cookieName>[0],
  value: string | undefined,
  call: Pick<IdentityCall, 'issuer'>,
): string {
  const { pathname, protocol } = new URL(call.issuer);
  const site = protocol === 'https:' ? 'SameSite=None; Secure' : 'SameSite=Lax';
  const age = value === undefined ? '; Max-Age=0' : '';
  return `${cookieName(kind, call)}=${value ?? ''}; Path=${pathname}/; HttpOnly; ${site}${age}`;
}
