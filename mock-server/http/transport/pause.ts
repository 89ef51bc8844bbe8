import type { IncomingMessage } from 'node:http';
import { onClientEnd } from './connection-end.ts';
import { isEnding, onEnding } from './server-ending.ts';

/**
 * Waits in real time, for as long as the client has the connection open and the server goes on.
 * @returns whether it is still open
 */
export function pause({ socket }: IncomingMessage, milliseconds: number): Promise<boolean> {
  if (socket.destroyed || socket.readableEnded) return Promise.resolve(false);
  if (milliseconds <= 0 || isEnding(socket)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const over = (here: boolean) => (): void => {
      clearTimeout(timer);
      for (const one of forget) one();
      resolve(here);
    };
    const timer = setTimeout(over(true), milliseconds);
    const forget = [onClientEnd(socket, over(false)), onEnding(socket, over(true))];
  });
}
