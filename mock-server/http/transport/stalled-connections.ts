import type { Socket } from 'node:net';
import type { StandIn } from '../../simulation/simulation.ts';

/** By what outlasts a change of contracts: connections that wait for the rest of an answer which will never come. */
const stalled = new WeakMap<StandIn['worlds'], Set<Socket>>();

/** Remembers a connection for as long as it is open. */
export function stall(standIn: StandIn, socket: Socket): void {
  const sockets = stalled.get(standIn.worlds) ?? new Set();
  stalled.set(standIn.worlds, sockets.add(socket));
  socket.once('close', () => sockets.delete(socket));
}

/** Ends them all: a server that stops need not wait for them. */
export function endStalled(standIn: StandIn): void {
  for (const socket of stalled.get(standIn.worlds) ?? []) socket.destroy();
}
