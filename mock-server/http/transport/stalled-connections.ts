import type { Socket } from 'node:net';
import type { Simulation } from '../../simulation/simulation.ts';

/** By what outlasts a change of contracts: connections that wait for the rest of an answer which will never come. */
const stalled = new WeakMap<Simulation['worlds'], Set<Socket>>();

/** Remembers a connection for as long as it is open. */
export function stall(simulation: Simulation, socket: Socket): void {
  const sockets = stalled.get(simulation.worlds) ?? new Set();
  stalled.set(simulation.worlds, sockets.add(socket));
  socket.once('close', () => sockets.delete(socket));
}

/** Ends them all: a server that stops need not wait for them. */
export function endStalled(simulation: Simulation): void {
  for (const socket of stalled.get(simulation.worlds) ?? []) socket.destroy();
}
