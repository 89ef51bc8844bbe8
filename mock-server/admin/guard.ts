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
 * address; and where it is bound wider than loopback, only who has the token. `/health` needs no token.
 */
export function guard({ host, allowedHosts, token }: GuardOptions): RequestHandler {
  const allowed = new Set([host, ...allowedHosts].map((name) => name.toLowerCase()));
  return (req, res, next) => {
    const asked = hostOf(req);
    if (!isLoopback(asked) && !allowed.has(asked)) {
      const detail = `The control plane does not answer to the host "${asked}"; allow it with --allow-host ${asked}.`;
      return sendProblem(res, 403, detail);
    }
    if (token === undefined || (req.method === 'GET' && req.path === '/health')) return next();
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

function hostOf({ headers }: Request): string {
  const host = (headers.host ?? '').toLowerCase();
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d*$/, '');
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
