import type { IncomingMessage } from 'node:http';

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

const IN_BRACKETS = /^\[([^\]]*)\](?::\d*)?$/;

/**
 * The name in a `Host` header or an origin, in lower case: `[::1]:4010` becomes `::1`. What is none, such as `[::1]evil`,
 * stays as it is.
 */
export function hostName(authority: string): string {
  const name = authority.toLowerCase();
  return IN_BRACKETS.exec(name)?.[1] ?? (name.startsWith('[') ? name : name.replace(/:\d*$/, ''));
}

/**
 * The address that a stand-in says it has: the one it was asked by, but of this machine by its name. Browsers keep cookies
 * of `localhost` and `127.0.0.1` apart, and applications are at the former.
 * @param publicUrl where a proxy stands before it
 * @param world in which it is asked
 * @returns without a slash at the end
 */
export function announcedUrl(
  { headers }: IncomingMessage,
  publicUrl: string | undefined,
  world: string,
): string {
  const { host = 'localhost' } = headers;
  const name = isLoopback(hostName(host)) ? `localhost${/:\d+$/.exec(host)?.[0] ?? ''}` : host.toLowerCase();
  const prefix = world === 'default' ? '' : `/@${encodeURIComponent(world)}`;
  return (publicUrl ?? `http://${name}`) + prefix;
}

/**
 * Whether a name is one of this server's: loopback, the address a request came to, or one that was allowed. Any other
 * may be a web page's that had its name lead here.
 */
export function ownHosts(allowed: readonly string[]): (name: string, req: IncomingMessage) => boolean {
  const known = new Set(allowed.map((name) => name.toLowerCase()));
  return (name, { socket }) =>
    isLoopback(name) || known.has(name) || name === socket.localAddress?.replace(/^::ffff:/, '');
}
