import express, { type Express, type Router } from 'express';
import type { Simulation } from '../simulation/simulation.ts';
import { serveIdentity } from './identity/serve-identity.ts';
import { pipeline } from './pipeline.ts';
import { answerRoot } from './steps/answer-root.ts';
import { Cors } from './steps/cors.ts';
import { lastResort, refuseTarget } from './steps/last-resort.ts';
import { refuseUnreadable } from './steps/refuse-unreadable.ts';
import { selectWorld } from './steps/select-world.ts';
import { tellIgnored } from './transport/forwarded.ts';
import type { Served } from './transport/http-server.ts';

/** Where a proxy is that is trusted: on this machine, or in a private network. */
const NEAR_BY = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * The Express application of a stand-in: the control plane below `/__admin`, the identity provider below
 * `/realms` and `/auth/realms`, the APIs everywhere else.
 * @param trustProxy whether proxies near by are believed by which address they were asked
 */
export function createApp(simulation: Simulation, admin: Router, { trustProxy = false } = {}): Express {
  const cors = new Cors(simulation.apis, simulation.cors);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (trustProxy) app.set('trust proxy', NEAR_BY).use(tellIgnored(simulation.notices));
  app.use(selectWorld);
  app.use('/__admin', admin);
  app.use(serveIdentity(simulation));
  app.use(answerRoot(simulation, cors));
  app.use(pipeline(simulation, cors));
  app.use(lastResort(cors));
  return app;
}

/** What a server of a stand-in answers with: its application, and what answers bytes that never come to it. */
export function servedBy(simulation: Simulation, app: Express): Served {
  const cors = new Cors(simulation.apis, simulation.cors);
  return {
    app,
    refuseTarget: (req, res) => refuseTarget(cors, req, res),
    refuseUnreadable: (error, socket) => refuseUnreadable({ simulation, cors, error, socket }),
    worlds: simulation.worlds,
  };
}
