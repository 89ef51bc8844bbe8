import type { ServerResponse } from 'node:http';
import { onClientEnd } from './connection-end.ts';
import { onEnding } from './server-ending.ts';

/** Aborted when the answer was sent, the client may not wait for it any more, or the server ends. */
export function clientGone(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const { socket } = res.req;
  const forget = [onClientEnd(socket, abort), onEnding(socket, abort)];
  res.on('close', () => {
    for (const one of forget) one();
    abort();
  });
  return controller.signal;
}
