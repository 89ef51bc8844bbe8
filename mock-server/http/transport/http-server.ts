import { once } from 'node:events';
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express, Request, Response } from 'express';
import { onEnd } from './connection-end.ts';
import { endStalled } from './stalled-connections.ts';

/** How long answers that are on their way may take when the server stops. */
const GRACE_MS = 5_000;
/**
 * How long a connection without a request is kept. Longer than clients keep theirs: whoever ends one while the other
 * begins a request on it breaks that request, and Node's own five seconds are over soon on a busy machine.
 */
const KEEP_ALIVE_MS = 65_000;
/** How long a request that was sent already may take to be seen. */
const LULL_MS = 100;

/** What a server answers with. */
export interface Served {
  app: Express;
  /** Answers a request whose target is no URL: Express skips everything for it, its error handlers too. */
  refuseTarget: (req: IncomingMessage, res: ServerResponse) => void;
  /** Answers bytes that do not make a request, and ends the connection. */
  refuseUnreadable: (error: Error, socket: Duplex) => void;
  /** Outlives a change of what answers, because it keeps the connections that were stalled. */
  worlds: object;
}

/** A server that knows how many requests it is answering. */
export class HttpServer {
  readonly server: Server;
  #served: Served;
  #answering = 0;
  #stopping = false;

  /**
   * Not listening yet. What Node would refuse by itself and without a word (no `Host`, an expectation it does not know,
   * what is not HTTP at all) is left to us.
   */
  constructor(served: Served) {
    this.#served = served;
    const counted = (req: IncomingMessage, res: ServerResponse): void => {
      this.#answering += 1;
      if (res.socket) res.on('close', () => this.#answered());
      else this.#queued(req, res);
      this.#served.app(req as Request, res as Response, () => this.#served.refuseTarget(req, res));
    };
    const options = { requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS, ...classesOf(served.app) };
    this.server = createServer(options, counted);
    // Who ends its own half of a connection waits for the answer all the same; Node would end the other half, too.
    Object.assign(this.server, { httpAllowHalfOpen: true });
    this.server.on('checkExpectation', counted);
    this.server.on('clientError', (error, socket) => this.#served.refuseUnreadable(error, socket));
  }

  /** From now on another one answers; requests on their way end with the one they began with. */
  replace(served: Served): void {
    // Requests are made with the first application's prototypes, and are to keep them: see classesOf.
    served.app.request = this.#served.app.request;
    served.app.response = this.#served.app.response;
    this.#served = served;
  }

  /** Lets answers that are on their way arrive, then closes; connections without a request do not hold it up. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    endStalled(this.#served.worlds);
    const timers = [
      setTimeout(() => {
        this.#stopping = true;
        this.#closeIfIdle();
      }, LULL_MS),
      setTimeout(() => this.server.closeAllConnections(), GRACE_MS),
    ];
    await closed;
    timers.forEach(clearTimeout);
  }

  /** An answer that waits for the one before it on its connection, which tells it nothing when it ends meanwhile. */
  #queued(req: IncomingMessage, res: ServerResponse): void {
    const ended = new Promise<void>((resolve) => {
      const forget = onEnd(req.socket, resolve);
      res.on('close', () => {
        forget();
        resolve();
      });
    });
    void ended.then(() => this.#answered());
  }

  #answered(): void {
    this.#answering -= 1;
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.#stopping && this.#answering === 0) this.server.closeAllConnections();
  }
}

/**
 * What requests and responses of an application are made of. Express gives each of them the application's own
 * prototype, which turns them into slow objects; made with it, they stay fast, and nothing of what Express means by
 * them changes. Classes, as V8 counts the members that their bases give them: what `Reflect.construct` makes with
 * another prototype takes fifty times as long.
 */
function classesOf(app: Express) {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.request = AppRequest.prototype as Request;
  app.response = AppResponse.prototype as Response;
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}
