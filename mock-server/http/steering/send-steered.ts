import { isSpeechless, type Shape } from '../../domain/faults/fault.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { noteInJournal } from '../steps/note-in-journal.ts';
import { type Finish, send } from '../steps/send.ts';
import { rounded } from '../steps/server-timing.ts';
import { stall } from '../transport/stalled-connections.ts';
import { dripping, INSTEAD, stalling, truncate } from './socket-faults.ts';

/** Sends a steered answer, whole or in the shape that was asked for. */
export function sendSteered(exchange: Exchange, answer: Answer, startedAt: number): void {
  const shape = exchange.steering?.fault;
  // What is cut off is no answer of the product, whatever its status.
  const broken = shape === 'truncate' || shape === 'stall';
  send(exchange, broken ? { ...answer, source: 'fault' } : answer, startedAt, finishOf(exchange, shape));
}

/** Ends an exchange without an answer, as was asked for, or because nobody is there any more. */
export function endWithoutAnswer(exchange: Exchange, startedAt: number): void {
  const { entry, steering, received, res } = exchange;
  entry.source = 'fault';
  entry.durationMs = rounded(performance.now() - startedAt);
  noteInJournal(exchange, received);
  if (entry.fault?.gone) INSTEAD.empty(res);
  else if (steering && isSpeechless(steering.fault)) INSTEAD[steering.fault](res);
}

function finishOf(exchange: Exchange, shape: Shape | undefined): Finish | undefined {
  if (shape === 'truncate') return truncate;
  if (shape === 'stall') return stalling((socket) => stall(exchange.simulation.worlds, socket));
  return shape === 'drip' ? dripping(exchange.steering?.over) : undefined;
}
