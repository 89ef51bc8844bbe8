import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { hostName, ownHosts } from '../http/transport/own-host.ts';
import { pageAddress } from './transport/page-address.ts';
import { sendProblem } from './transport/send-problem.ts';

export interface GuardOptions {
  /** The address the server is bound to. */
  host: string;
  allowedHosts: readonly string[];
  /** Undefined: none is asked for. */
  token: string | undefined;
}

/** Cookies do not care for ports, so the port is in the name: two stand-ins on one host would take each other's. */
const cookieName = ({ headers }: Request): string =>
  `mock_admin_token_${/:(\d+)$/.exec(headers.host ?? '')?.[1] ?? 80}`;

/**
 * Who may use the control plane: nobody by a foreign `Host`, which keeps web pages out that rebind a name to this
 * address; no page of a foreign origin may change anything, which a form or a picture can try without CORS; and where
 * there is a token, only who has it. `/health` is answered whatever the host, and needs no token: load balancers ask for it
 * by address. Nothing of it is kept by browsers, or taken for something else than it is.
 */
export function guard({ host, allowedHosts, token }: GuardOptions): RequestHandler {
  const ours = ownHosts([host, ...allowedHosts]);
  // Load balancers look with HEAD.
  const isHealth = ({ method, path }: Request): boolean =>
    (method === 'GET' || method === 'HEAD') && path === '/health';
  return (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    if (isHealth(req)) return next();
    const reason = foreign(req, (name) => ours(name, req));
    if (reason !== undefined) return sendProblem(res, 403, reason);
    if (token === undefined) return next();
    if (req.method === 'GET' && req.path === '/' && same(queryToken(req), token)) {
      res.setHeader('Set-Cookie', `${cookieName(req)}=${token}; Path=/; HttpOnly; SameSite=Strict`);
      return res.redirect(303, pageAddress(req));
    }
    if (same(bearerOf(req), token) || same(cookieOf(req), token)) return next();
    res.setHeader('WWW-Authenticate', 'Bearer');
    sendProblem(
      res,
      401,
      'Send "Authorization: Bearer ADMIN-TOKEN" with the token that serve printed or was given as --admin-token.',
    );
  };
}

/** Why a request is a foreign page's, if it is one. */
function foreign(req: Request, ours: (name: string) => boolean): string | undefined {
  const { headers } = req;
  const host = hostName(headers.host ?? '');
  if (hostLines(req) > 1) return 'The control plane does not answer to a request with several Host headers.';
  if (!ours(host))
    return `The control plane does not answer to the host "${host}"; allow it with --allow-host ${host}.`;
  const { origin } = headers;
  if (!changes(req)) return undefined;
  // A picture of a page sends no origin, but says whether the page is ours.
  const site = String(headers['sec-fetch-site'] ?? 'none');
  if (origin === undefined && ['none', 'same-origin'].includes(site)) return undefined;
  if (origin !== undefined && ours(hostName(origin.replace(/^https?:\/\//i, '')))) return undefined;
  return `A page of ${origin ?? 'another site'} may not change anything here.`;
}

/** A GET may make the clock jump, when that is what it is asked for. */
function changes({ method, query }: Request): boolean {
  return method !== 'GET' || query.skip !== undefined;
}

function hostLines({ rawHeaders }: Request): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}

function queryToken({ query }: Request): string {
  return typeof query.token === 'string' ? query.token : '';
}

function bearerOf({ headers }: Request): string {
  return headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1] ?? '';
}

function cookieOf(req: Request): string {
  return req.headers.cookie?.match(new RegExp(`(?:^|;\\s*)${cookieName(req)}=([^;]*)`))?.[1] ?? '';
}

/** Compares in the same time wherever the difference is. */
function same(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
