import type { Socket } from 'node:net';

const endings = new WeakMap<Socket, AbortSignal>();

/** What those who wait are answered with when the server stops. */
export const STOPPING = 'the stand-in is stopping';

/** Says when the server of a connection ends. */
export function endsWith(socket: Socket, ending: AbortSignal): void {
  endings.set(socket, ending);
}

/** Whether the server of a connection is ending: nothing is waited for any more. */
export function isEnding(socket: Socket): boolean {
  return endings.get(socket)?.aborted ?? false;
}

/**
 * Calls back when the server of a connection begins to end, also before this was called.
 * @returns forgets the listener
 */
export function onEnding(socket: Socket, listener: () => void): () => void {
  const ending = endings.get(socket);
  if (ending?.aborted) queueMicrotask(listener);
  ending?.addEventListener('abort', listener, { once: true });
  return () => ending?.removeEventListener('abort', listener);
}
