import type { Socket } from 'node:net';
import { onClientEnd } from './connection-end.ts';

/** By what outlasts a change of contracts: connections that wait for the rest of an answer which will never come. */
const stalled = new WeakMap<object, Set<Socket>>();

/** Remembers a connection of a stand-in's worlds for as long as it is open. */
export function stall(worlds: object, socket: Socket): void {
  const sockets = stalled.get(worlds) ?? new Set();
  stalled.set(worlds, sockets.add(socket));
  socket.once('close', () => sockets.delete(socket));
  onClientEnd(socket, () => socket.destroy());
}

/** Ends them all: a server that stops need not wait for them. */
export function endStalled(worlds: object): void {
  for (const socket of stalled.get(worlds) ?? []) socket.destroy();
}
