import type { Request } from 'express';

/** A name with or without a port, as a `Host` header has it, and nothing that an address could be made to say otherwise. */
const HOST = /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::\d{1,5})?$/;
const LAST_PORT = 65_535;
const PREFIX = /^(?:\/[\w.~@-]+)+$/;

/** By which address a request was sent. */
export interface AskedAddress {
  /** `http:` or `https:` with the host, without a slash at the end. */
  origin: string;
  /** With its port, if it has one; in lower case. */
  host: string;
  /** The path by which a proxy leads here, or nothing. */
  prefix: string;
}

/**
 * By which address a request was sent: as its `Host` says, or as the proxy says that it came through, where the proxy is
 * trusted (Express's `trust proxy`). What a proxy says and is no part of an address counts for nothing.
 */
export function askedAddress(req: Request): AskedAddress {
  const own = (req.headers.host ?? 'localhost').toLowerCase();
  const said = (name: string): string => forwarded(req, name).toLowerCase();
  const protocol = said('proto') === 'https' ? 'https' : 'http';
  const host = HOST.test(said('host')) ? withPort(said('host'), said('port'), protocol) : own;
  // Paths are not the same in capitals.
  const prefix = forwarded(req, 'prefix').replace(/\/+$/, '');
  return { origin: `${protocol}://${host}`, host, prefix: PREFIX.test(prefix) ? prefix : '' };
}

/** What the first proxy said, the one that was asked; nothing where nobody is trusted to say it. */
function forwarded(req: Request, name: string): string {
  const isTrusted = req.app.get('trust proxy fn') as (address: string | undefined, hops: number) => boolean;
  if (!isTrusted(req.socket.remoteAddress, 0)) return '';
  return (req.get(`X-Forwarded-${name}`) ?? '').split(',')[0]?.trim() ?? '';
}

function withPort(host: string, port: string, protocol: string): string {
  const usual = protocol === 'https' ? '443' : '80';
  const isPort = /^[1-9]\d{0,4}$/.test(port) && Number(port) <= LAST_PORT;
  if (/:\d+$/.test(host) || port === usual || !isPort) return host;
  return `${host}:${port}`;
}
