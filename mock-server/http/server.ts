import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express } from 'express';

/**
 * The HTTP server of an Express application. Express gives every request and response the application's own
 * prototype, which makes them slow objects; here they are made with it, so that this changes nothing any more, and
 * nothing of what Express means by them either.
 */
export function httpServer(app: Express): Server {
  return createServer(
    {
      IncomingMessage: madeWith(IncomingMessage, app.request) as typeof IncomingMessage,
      ServerResponse: madeWith(ServerResponse, app.response) as typeof ServerResponse<IncomingMessage>,
    },
    app,
  );
}

/** A constructor whose objects have `prototype` from the beginning. */
// biome-ignore lint/suspicious/noExplicitAny: constructors of node:http take arguments that it alone knows
function madeWith(base: new (...args: any[]) => object, prototype: object): unknown {
  const made = function (this: unknown, ...args: unknown[]): object {
    return Reflect.construct(base, args, made as unknown as typeof base);
  };
  made.prototype = prototype;
  return made;
}
