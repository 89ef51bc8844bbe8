import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { StandIn } from '../stand-in/stand-in.ts';
import { unreadable } from './unreadable.ts';

/** How long answers that are on their way may take when the server stops. */
const GRACE_MS = 5_000;
/** How long a request that was sent already may take to be seen. */
const LULL_MS = 100;

/** A server that knows how many requests it is answering. */
export class HttpServer {
  readonly server: Server;
  #answering = 0;
  #stopping = false;

  /**
   * Not listening yet. What Node would refuse by itself and without a word (no `Host`, an expectation it does not know,
   * what is not HTTP at all) is left to us.
   */
  constructor(standIn: StandIn, app: RequestListener) {
    const counted = (req: IncomingMessage, res: ServerResponse): void => {
      this.#answering += 1;
      res.on('close', () => this.#answered());
      app(req, res);
    };
    this.server = createServer({ requireHostHeader: false }, counted);
    this.server.on('checkExpectation', counted);
    this.server.on('clientError', unreadable(standIn));
  }

  /** Lets answers that are on their way arrive, then closes; connections without a request do not hold it up. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
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

  #answered(): void {
    this.#answering -= 1;
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    if (this.#stopping && this.#answering === 0) this.server.closeAllConnections();
  }
}
