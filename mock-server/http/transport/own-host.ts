import type { IncomingMessage } from 'node:http';

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The name in a `Host` header or an origin, in lower case: `[::1]:4010` becomes `::1`. */
export function hostName(authority: string): string {
  const name = authority.toLowerCase();
  return name.startsWith('[') ? name.slice(1, name.indexOf(']')) : name.replace(/:\d*$/, '');
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
