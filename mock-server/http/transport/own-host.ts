import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { askedAddress } from './asked-address.ts';

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
export function announcedUrl(req: Request, publicUrl: string | undefined, world: string): string {
  const inside = world === 'default' ? '' : `/@${encodeURIComponent(world)}`;
  if (publicUrl !== undefined) return publicUrl + inside;
  const { origin, host, prefix } = askedAddress(req);
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  const named = isLoopback(hostName(host)) ? origin.replace(host, `localhost${port}`) : origin;
  return named + prefix + inside;
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
