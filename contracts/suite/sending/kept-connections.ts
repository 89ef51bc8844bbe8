import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds: servers close idle connections after five seconds and more, some after one. */
const IDLE = 800;

/** Connections that are used again while they are fresh, and closed before a server would do so. */
export class KeptConnections {
  readonly agent: Agent;
  readonly #since = new WeakMap<object, number>();

  constructor(agent: Agent) {
    this.agent = agent;
    agent.on('free', (socket: Socket) => this.#since.set(socket, performance.now()));
  }

  /** Closes what has been idle for too long. */
  ready(): this {
    const latest = performance.now() - IDLE;
    this.#close((socket) => (this.#since.get(socket) ?? 0) < latest);
    return this;
  }

  /** Closes all that nobody uses at the moment. */
  closeIdle(): void {
    this.#close(() => true);
  }

  #close(which: (socket: object) => boolean): void {
    for (const sockets of Object.values(this.agent.freeSockets))
      for (const socket of [...(sockets ?? [])]) if (which(socket)) socket.destroy();
  }
}
