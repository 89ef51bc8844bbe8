import type { Socket } from 'node:net';

/**
 * Calls back when a connection has ended. It is the connection's own event: an answer that has to wait for the one
 * before it, as clients that send several requests at once make them, does not hear of the end.
 * @returns forgets the listener
 */
export function onEnd(socket: Socket, listener: () => void): () => void {
  // There may be as many as requests on the way.
  socket.setMaxListeners(0).on('close', listener);
  return () => socket.off('close', listener);
}
