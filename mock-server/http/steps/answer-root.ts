import type { RequestHandler } from 'express';
import type { Simulation } from '../../simulation/simulation.ts';
import type { Cors } from './cors.ts';

/**
 * Answers `/`, which belongs to no API: programs that wait for a server ask it, with GET or HEAD, and take what is not
 * 2xx for a server that is not ready. It is no request of an application, and so not in the journal.
 */
export function answerRoot({ apis, version }: Simulation, cors: Cors): RequestHandler {
  const body = {
    name: 'flowx-mock',
    version,
    apis: Object.fromEntries(apis.map(({ api }) => [api.name, api.prefixes])),
    health: '/__admin/health',
  };
  return (req, res, next) => {
    if (req.path !== '/' || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    res.set(cors.headers(req.headers, undefined)).json(body);
  };
}
