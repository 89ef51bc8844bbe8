import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import type { StandIn } from '../stand-in/stand-in.ts';
import { pipeline } from './pipeline.ts';
import { problem } from './problem.ts';
import { selectWorld } from './select-world.ts';

/** The Express application of a stand-in: the control plane below `/__admin`, the APIs everywhere else. */
export function createApp(standIn: StandIn, admin: Router): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(selectWorld);
  app.use('/__admin', admin);
  app.use(pipeline(standIn));
  app.use(lastResort);
  return app;
}

/** Express itself may refuse a request, for instance for a path it cannot decode. */
const lastResort: ErrorRequestHandler = (
  error: { status?: number; message: string; stack?: string },
  _req,
  res,
  next,
) => {
  if (res.headersSent) return next(error);
  const status = error.status !== undefined && error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) process.stderr.write(`mock-defect: ${error.stack}\n`);
  const { headers, body } = problem(
    status,
    status === 500 ? 'The stand-in failed; its log says why.' : error.message,
  );
  res.status(status).set(headers).send(JSON.stringify(body));
};
