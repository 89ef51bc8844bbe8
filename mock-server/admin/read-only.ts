import type { RequestHandler } from 'express';
import { sendProblem } from './transport/send-problem.ts';

/** Calls that look, though they are no GET: a query has a body, and one may wait for a state. */
const LOOKS = [/^\/requests\/(find|count)\/?$/, /^\/instances\/[^/]+\/wait\/?$/];

/** Refuses what changes anything: it may be looked at by all, and is changed by nobody through the control plane. */
export const refuseChanges: RequestHandler = (req, res, next) => {
  const { method, path, originalUrl } = req;
  const looks = ['GET', 'HEAD', 'OPTIONS'].includes(method) || LOOKS.some((one) => one.test(path));
  // What skips makes the clock jump, whatever its method.
  if (looks && req.query.skip === undefined && !isSkipping(req.body)) return next();
  sendProblem(
    res,
    403,
    `${method} ${originalUrl} would change something, and this stand-in is served with --read-only.`,
  );
};

const isSkipping = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'skip' in body && body.skip !== false;
