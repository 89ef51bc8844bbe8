import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { sendProblem } from './send-problem.ts';

export interface GuardOptions {
  /** The address the server is bound to. */
  host: string;
  allowedHosts: readonly string[];
  /** Undefined: bound to loopback, no token is asked. */
  token: string | undefined;
}

const COOKIE = 'mock_admin_token';

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Who may use the control plane: nobody by a foreign `Host`, which keeps web pages out that rebind a name to this
 * address; no page of a foreign origin may change anything, which a form can try without CORS; and where it is bound
 * wider than loopback, only who has the token. `/health` needs no token.
 */
export function guard({ host, allowedHosts, token }: GuardOptions): RequestHandler {
  const allowed = new Set([host, ...allowedHosts].map((name) => name.toLowerCase()));
  const ours = (name: string, { socket }: Request): boolean =>
    isLoopback(name) || allowed.has(name) || name === socket.localAddress?.replace(/^::ffff:/, '');
  // Load balancers look with HEAD.
  const isHealth = ({ method, path }: Request): boolean =>
    (method === 'GET' || method === 'HEAD') && path === '/health';
  return (req, res, next) => {
    const reason = foreign(req, (name) => ours(name, req));
    if (reason !== undefined) return sendProblem(res, 403, reason);
    if (token === undefined || isHealth(req)) return next();
    if (req.method === 'GET' && req.path === '/' && same(queryToken(req), token)) {
      res.setHeader('Set-Cookie', `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`);
      return res.redirect(303, `${req.baseUrl}/`);
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
function foreign({ method, headers }: Request, ours: (name: string) => boolean): string | undefined {
  const host = nameOf(headers.host ?? '');
  if (!ours(host))
    return `The control plane does not answer to the host "${host}"; allow it with --allow-host ${host}.`;
  const { origin } = headers;
  if (origin === undefined || method === 'GET' || ours(nameOf(origin.replace(/^https?:\/\//i, ''))))
    return undefined;
  return `A page of ${origin} may not change anything here.`;
}

/** `[::1]:4010` becomes `::1`. */
function nameOf(authority: string): string {
  const name = authority.toLowerCase();
  return name.startsWith('[') ? name.slice(1, name.indexOf(']')) : name.replace(/:\d*$/, '');
}

function queryToken({ query }: Request): string {
  return typeof query.token === 'string' ? query.token : '';
}

function bearerOf({ headers }: Request): string {
  return headers.authorization?.match(/^Bearer +(\S+)$/i)?.[1] ?? '';
}

function cookieOf({ headers }: Request): string {
  return headers.cookie?.match(new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`))?.[1] ?? '';
}

/** Compares in the same time wherever the difference is. */
function same(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
