import { createServer, type RequestListener, type Server } from 'node:http';
import type { StandIn } from '../stand-in/stand-in.ts';
import { unreadable } from './unreadable.ts';

/**
 * A server for the application, not listening yet. What Node would refuse by itself and without a word (no `Host`, an
 * expectation it does not know, what is not HTTP at all) is left to us.
 */
export function httpServer(standIn: StandIn, app: RequestListener): Server {
  const server = createServer({ requireHostHeader: false }, app);
  server.on('checkExpectation', app);
  server.on('clientError', unreadable(standIn));
  return server;
}
