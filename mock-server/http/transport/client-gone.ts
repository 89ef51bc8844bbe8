import type { ServerResponse } from 'node:http';

/** Aborted when the answer was sent, or nobody waits for it any more. */
export function clientGone(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  res.on('close', () => controller.abort());
  return controller.signal;
}
