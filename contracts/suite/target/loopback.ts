import { BlockList, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a URL leads to this machine, so that nobody else's processes are started. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return /^[\d.]+$/.test(host) || isIPv6(host) ? LOOPBACK.check(host, isIPv6(host) ? 'ipv6' : 'ipv4') : false;
}
