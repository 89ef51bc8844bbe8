import type { IncomingMessage } from 'node:http';

/**
 * Waits in real time, for as long as the connection is open.
 * @returns whether it is still open
 */
export function pause({ socket }: IncomingMessage, milliseconds: number): Promise<boolean> {
  if (socket.destroyed) return Promise.resolve(false);
  if (milliseconds <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const ended = (): void => {
      clearTimeout(timer);
      socket.off('close', ended);
      resolve(!socket.destroyed);
    };
    const timer = setTimeout(ended, milliseconds);
    // The connection's own event: an answer that has to wait for the one before it does not hear of the end.
    socket.on('close', ended);
  });
}
