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

/**
 * Calls back when the client has ended its half of a connection, or all of it, also before this was called. It may have
 * gone, or still read: nobody can know, so it is answered, and nothing is waited for.
 * @returns forgets the listener
 */
export function onClientEnd(socket: Socket, listener: () => void): () => void {
  const forgetEnd = onEnd(socket, listener);
  if (socket.readableEnded) queueMicrotask(listener);
  socket.on('end', listener);
  return () => {
    forgetEnd();
    socket.off('end', listener);
  };
}
