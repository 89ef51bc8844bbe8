import { once } from 'node:events';
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import { createServer as createNetServer, Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Express, Request, Response } from 'express';
import { onEnd } from './connection-end.ts';
import { endsWith } from './server-ending.ts';
import { endStalled } from './stalled-connections.ts';

/** How long answers that are on their way may take when the server stops. */
const GRACE_MS = 5_000;
/**
 * How long a connection without a request is kept. Longer than clients keep theirs: whoever ends one while the other
 * begins a request on it breaks that request, and Node's own five seconds are over soon on a busy machine.
 */
const KEEP_ALIVE_MS = 65_000;
/** How long after an answer a client that is busy may take to send its next request, on a busy machine too. */
const LULL_MS = 500;
/** When no connection came in so many turns of the event loop, each of which takes one, none waits to be taken. */
const EMPTY_TURNS = 3;
/** As many as the system lets wait, and some more: others may come as fast as they are taken. */
const MOST_TURNS = 600;
/** How long a client may take to see that its connection ends. */
const FAREWELL_MS = 250;

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

/** How patient a server is that stops, in milliseconds. */
export interface Patience {
  /** After an answer, for the next request of a client that is busy. */
  lullMs?: number;
  /** With answers that are on their way; then their connections are cut. */
  graceMs?: number;
}

/** What a connection is used for. */
interface Use {
  /**
   * Whose requests on it are being answered: a list for each connection. One `Set` of all of them, in which each is for a
   * moment, is made anew again and again; the tables that it leaves behind lead from one to the next, and keep what they
   * held, with requests and all, until the collector goes through the whole heap.
   */
  answering: ServerResponse[];
  /** When it began, or the last answer was sent, by the clock of the process. */
  since: number;
}

/** A server that knows which requests it is answering, and ends without breaking any. */
export class HttpServer {
  readonly server: Server;
  /** Takes connections at a second address. */
  #other: NetServer | undefined;
  #served: Served;
  readonly #connections = new Map<Socket, Use>();
  readonly #ending = new AbortController();
  #lullMs = LULL_MS;
  #lull: NodeJS.Timeout | undefined;
  /** How many connections there ever were. */
  #accepted = 0;

  /**
   * Not listening yet. What Node would refuse by itself and without a word (no `Host`, an expectation it does not know,
   * what is not HTTP at all) is left to us.
   */
  constructor(served: Served) {
    this.#served = served;
    const counted = (req: IncomingMessage, res: ServerResponse): void => {
      this.#connections.get(req.socket)?.answering.push(res);
      if (this.#ending.signal.aborted) this.#lastOfItsConnection(res);
      if (res.socket) res.on('close', () => this.#answered(req, res));
      else this.#queued(req, res);
      this.#served.app(req as Request, res as Response, () => this.#served.refuseTarget(req, res));
    };
    const options = { requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS, ...classesOf(served.app) };
    this.server = createServer(options, counted);
    // Who ends its own half of a connection waits for the answer all the same; Node would end the other half, too.
    Object.assign(this.server, { httpAllowHalfOpen: true });
    // They are bounded by their length; of more than a thousand, Node would drop some and say nothing.
    this.server.maxHeadersCount = 0;
    this.server.on('checkExpectation', counted);
    this.server.on('clientError', (error, socket) => this.#served.refuseUnreadable(error, socket));
    this.server.on('connection', (socket: Socket) => {
      endsWith(socket, this.#ending.signal);
      this.#accepted += 1;
      this.#connections.set(socket, { answering: [], since: performance.now() });
      socket.once('close', () => this.#connections.delete(socket));
    });
  }

  /**
   * Takes connections at another address as if they had come to the first.
   * @throws what listening does
   */
  async listenToo(port: number, host: string): Promise<void> {
    const options = { allowHalfOpen: true, noDelay: true };
    const other = createNetServer(options, (socket) => this.server.emit('connection', socket));
    await once(other.listen({ port, host, ipv6Only: host.includes(':') }), 'listening');
    this.#other = other;
  }

  /** From now on another one answers; requests on their way end with the one they began with. */
  replace(served: Served): void {
    // Requests are made with the first application's prototypes, and are to keep them: see classesOf.
    served.app.request = this.#served.app.request;
    served.app.response = this.#served.app.response;
    this.#served = served;
  }

  /**
   * Lets answers that are on their way arrive, has those who wait answered at once, then closes. A client that is busy
   * is told with an answer that its connection ends; one that is idle sees it end, before this is over.
   */
  async stop({ lullMs = LULL_MS, graceMs = GRACE_MS }: Patience = {}): Promise<void> {
    if (!this.server.listening) return;
    await this.#acceptAll();
    const servers = this.#other ? [this.server, this.#other] : [this.server];
    const closed = Promise.all(servers.map((server) => once(server, 'close')));
    this.#lullMs = lullMs;
    // Not what HTTP servers do, which end connections on which the next request may be on its way.
    for (const server of servers) NetServer.prototype.close.call(server);
    for (const { answering } of this.#connections.values())
      for (const res of answering) this.#lastOfItsConnection(res);
    this.#ending.abort();
    endStalled(this.#served.worlds);
    const grace = setTimeout(() => this.server.closeAllConnections(), graceMs);
    this.#endQuietOnes();
    await closed;
    clearTimeout(this.#lull);
    clearTimeout(grace);
    // What HTTP servers keep running beside their connections.
    this.server.close();
  }

  /** Takes the connections that the system took for us and that we have not seen yet: they would be reset. */
  async #acceptAll(): Promise<void> {
    for (let [turn, empty] = [0, 0]; turn < MOST_TURNS && empty < EMPTY_TURNS; turn += 1) {
      const before = this.#accepted;
      await nextTurn();
      empty = this.#accepted === before ? empty + 1 : 0;
    }
  }

  #lastOfItsConnection(res: ServerResponse): void {
    if (!res.headersSent) res.shouldKeepAlive = false;
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
    void ended.then(() => this.#answered(req, res));
  }

  #answered({ socket }: IncomingMessage, res: ServerResponse): void {
    const use = this.#connections.get(socket);
    if (use) {
      const place = use.answering.indexOf(res);
      if (place >= 0) use.answering.splice(place, 1);
      use.since = performance.now();
    }
    if (this.#ending.signal.aborted) this.#endQuietOnes();
  }

  /** Ends the connections on which nothing is on its way, each once its client has had the time to send more. */
  #endQuietOnes(): void {
    clearTimeout(this.#lull);
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [socket, { answering, since }] of this.#connections) {
      if (answering.length > 0 || socket.writableEnded) continue;
      const left = this.#lullMs - (now - since);
      if (left > 0) next = Math.min(next, left);
      else {
        socket.end();
        setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
      }
    }
    if (next < Number.POSITIVE_INFINITY) this.#lull = setTimeout(() => this.#endQuietOnes(), next + 1);
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
