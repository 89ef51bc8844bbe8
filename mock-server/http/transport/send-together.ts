import type { ServerResponse } from 'node:http';

/** An answer whose headers are written, and what is left of it; undefined: nothing. */
type Waiting = [ServerResponse, Buffer | string | undefined];

/** The answers of this turn of the event loop. */
let waiting: Waiting[] = [];

/**
 * Puts an answer on the wire once this turn of the event loop is over, with all others of the turn. Each answer wakes its
 * client; sent one by one, as each request comes in, they have the system change between the server and its clients for
 * every single one. Answers of one connection keep their order, as they keep their places in Node's queue of it.
 */
export function sendTogether(res: ServerResponse, payload: Buffer | string | undefined): void {
  if (waiting.push([res, payload]) === 1) setImmediate(sendAll);
}

function sendAll(): void {
  const answers = waiting;
  waiting = [];
  for (const [res, payload] of answers) {
    try {
      res.end(payload);
    } catch (error) {
      // One that cannot be sent ends with its own connection, and not with the others' answers.
      res.destroy(error as Error);
    }
  }
}
