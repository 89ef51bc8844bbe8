import type { IncomingMessage } from 'node:http';
import { onClientEnd } from './connection-end.ts';

/**
 * Waits in real time, for as long as the client has the connection open.
 * @returns whether it is still open
 */
export function pause({ socket }: IncomingMessage, milliseconds: number): Promise<boolean> {
  if (socket.destroyed || socket.readableEnded) return Promise.resolve(false);
  if (milliseconds <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      forget();
      resolve(true);
    }, milliseconds);
    const forget = onClientEnd(socket, () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
