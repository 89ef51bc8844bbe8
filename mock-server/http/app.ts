import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import { Refusal } from '../domain/values/refusal.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { serveIdentity } from './identity/serve-identity.ts';
import { pipeline } from './pipeline.ts';
import { refuseUnreadable } from './steps/refuse-unreadable.ts';
import { selectWorld } from './steps/select-world.ts';
import type { Served } from './transport/http-server.ts';
import { problem } from './transport/problem.ts';

/**
 * The Express application of a stand-in: the control plane below `/__admin`, the identity provider below
 * `/realms` and `/auth/realms`, the APIs everywhere else.
 */
export function createApp(simulation: Simulation, admin: Router): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(selectWorld);
  app.use('/__admin', admin);
  app.use(serveIdentity(simulation));
  app.use(pipeline(simulation));
  app.use(lastResort);
  return app;
}

/** What a server of a stand-in answers with: its application, and what answers bytes that never come to it. */
export function servedBy(simulation: Simulation, app: Express): Served {
  return {
    app,
    refuseUnreadable: (error, socket) => refuseUnreadable(simulation, error, socket),
    worlds: simulation.worlds,
  };
}

/** What the control plane's calls throw, and what Express itself refuses, for instance a path it cannot decode. */
const lastResort: ErrorRequestHandler = (
  error: { status?: number; message: string; stack?: string },
  _req,
  res,
  next,
) => {
  if (res.headersSent) return next(error);
  const { status, headers, body } = problemOf(error);
  if (status === 500) process.stderr.write(`mock-defect: ${error.stack}\n`);
  res.status(status).set(headers).send(JSON.stringify(body));
};

function problemOf(error: { status?: number; message: string }) {
  if (error instanceof Refusal)
    return problem(503, `The request cannot be answered: ${error.values.reason}.`);
  const { status = 500 } = error;
  if (status >= 400 && status < 500) return problem(status, error.message);
  return problem(500, 'The stand-in failed; its log says why.');
}
