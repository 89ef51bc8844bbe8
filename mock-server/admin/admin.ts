import express, { Router } from 'express';
import type { StandIn } from '../stand-in/stand-in.ts';
import type { AdminCall } from './call.ts';
import { catalogue } from './catalogue.ts';
import { contracts, openapi } from './contracts.ts';
import { type GuardOptions, guard } from './guard.ts';
import { health } from './health.ts';
import { instance, instances } from './instances.ts';
import { request, requests } from './requests.ts';
import { reset } from './reset.ts';
import { sendProblem } from './send-problem.ts';

const CALLS: [method: 'get' | 'post', path: string, call: AdminCall][] = [
  ['get', '/health', health],
  ['post', '/reset', reset],
  ['get', '/instances', instances],
  ['get', '/instances/:id', instance],
  ['get', '/requests', requests],
  ['get', '/requests/:id', request],
  ['get', '/contracts', contracts],
  ['get', '/openapi/:file', openapi],
  ['get', '/catalogue', catalogue],
];

/** The control plane, to be mounted at `/__admin`. */
export function adminRouter(standIn: StandIn, options: GuardOptions): Router {
  const router = Router();
  router.use(guard(options), express.json());
  for (const [method, path, call] of CALLS) router[method](path, call(standIn));
  router.use((req, res) => {
    const calls = CALLS.map(([method, path]) => `${method.toUpperCase()} /__admin${path}`);
    sendProblem(
      res,
      404,
      `${req.method} ${req.originalUrl} is no call of the control plane, which has: ${calls.join(', ')}.`,
    );
  });
  return router;
}
