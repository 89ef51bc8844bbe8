/** Hosts that are the user's own machine: a pattern without port means every port of it (RFC 8252, section 7.3). */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=\/|$)/i;

/** Parameters that answers carry: an address that has them already could pass for an answer. */
const OF_ANSWERS = ['code', 'state', 'iss', 'session_state', 'error', 'id_token', 'access_token'];

/**
 * Whether an address is one that was registered. Strings are compared, not what they may mean; a `*` at the end of a
 * path stands for whatever follows, as Keycloak takes it (RedirectUtils).
 */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  return isHarmless(uri) && registered.some((pattern) => fits(uri, pattern));
}

/** The origins of registered addresses; one without port, on this machine, is followed by `:*`. */
export function isOriginOf(origin: string, registered: readonly string[]): boolean {
  return registered.some((pattern) => {
    if (pattern === '*') return /^https?:\/\//.test(origin);
    const own = originOf(pattern);
    return own === origin || (LOOPBACK.test(pattern) && withoutPort(origin) === own);
  });
}

/** Nothing that a browser would read otherwise than it is written. */
function isHarmless(uri: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (uri.length > 4000 || /[\\\u0000-\u0020\u007f]/.test(uri) || uri.includes('#')) return false;
  const parsed = URL.canParse(uri) ? new URL(uri) : undefined;
  if (!parsed) return false;
  if (parsed.username !== '' || parsed.password !== '' || /^[^/]*\/\/[^/?]*@/.test(uri)) return false;
  if (/^(javascript|data|vbscript|file|blob|about):$/.test(parsed.protocol)) return false;
  if (/(^|\/)(\.|%2e){1,2}(\/|$|\?)/i.test(uri.replace(/^[^:]*:\/\//, ''))) return false;
  return !OF_ANSWERS.some((name) => parsed.searchParams.has(name));
}

function fits(uri: string, pattern: string): boolean {
  if (uri === pattern) return true;
  if (pattern === '*') return /^https?:\/\/[^/?]/.test(uri);
  if (sameButPort(uri, pattern)) return true;
  if (!pattern.endsWith('*') || pattern.includes('?')) return false;
  const [address = ''] = uri.split('?');
  const prefix = pattern.slice(0, -1);
  const whole = LOOPBACK.test(pattern) ? withoutPort(address) : address;
  // What goes on behind a host without a path is another host.
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i.test(prefix)) return false;
  return whole.startsWith(prefix) || `${whole}/` === prefix;
}

function sameButPort(uri: string, pattern: string): boolean {
  return LOOPBACK.test(pattern) && withoutPort(uri) === pattern;
}

function withoutPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])):\d{1,5}(?=[/?]|$)/i, '$1');
}

function originOf(pattern: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?*]*/i.exec(pattern)?.[0] ?? pattern;
}
