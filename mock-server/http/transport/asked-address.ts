import type { Request } from 'express';
import { type Forwarded, forwarded, readForwarded } from './forwarded.ts';

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
  const said = (name: Forwarded): string | undefined => readForwarded(name, forwarded(req, name));
  const protocol = said('Proto') ?? 'http';
  const host = said('Host') ?? (req.headers.host ?? 'localhost').toLowerCase();
  const asked = withPort(host, said('Port'), protocol);
  return { origin: `${protocol}://${asked}`, host: asked, prefix: said('Prefix') ?? '' };
}

/** The port that a host has counts more than one that is told apart from it; the usual one is left out, as browsers do. */
function withPort(host: string, told: string | undefined, protocol: string): string {
  const usual = protocol === 'https' ? '443' : '80';
  const own = /:(\d+)$/.exec(host)?.[1];
  const name = own === undefined ? host : host.slice(0, -own.length - 1);
  const port = own ?? told ?? usual;
  return port === usual ? name : `${name}:${port}`;
}
