import type { ServerResponse } from 'node:http';
import { onClientEnd } from './connection-end.ts';

/** Aborted when the answer was sent, or the client may not wait for it any more. */
export function clientGone(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const forget = onClientEnd(res.req.socket, () => controller.abort());
  res.on('close', () => {
    forget();
    controller.abort();
  });
  return controller.signal;
}
