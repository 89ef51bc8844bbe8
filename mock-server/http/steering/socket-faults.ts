import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Speechless } from '../../domain/faults/fault.ts';
import type { Finish } from '../steps/send.ts';
import { pause } from '../transport/pause.ts';

/** How long a drip takes unless said, in milliseconds. */
const DRIP_MS = 10_000;
/** How many pieces a dripping body comes in at most. */
const PIECES = 50;

/** No HTTP, no TLS and no text: whatever reads it has to give up. */
const GARBAGE = Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 151 + 0x80) % 256));

/**
 * Does something to the connection once it is this answer's turn: earlier ones on the same connection are sent first.
 */
function inTurn(res: ServerResponse, act: (socket: Socket) => void): void {
  if (res.socket) act(res.socket);
  else res.once('socket', act);
}

/** Closes in an orderly way, after what was written; not only one half, or the other could be kept open for ever. */
const close = (socket: Socket): void => socket.destroySoon();

/** What is done to the connection instead of an answer. */
export const INSTEAD: Record<Speechless, (res: ServerResponse) => void> = {
  reset: (res) => inTurn(res, (socket) => socket.resetAndDestroy()),
  empty: (res) => inTurn(res, close),
  garbage: (res) =>
    inTurn(res, (socket) => {
      socket.write(GARBAGE);
      close(socket);
    }),
};

/** Half of the body, of which `Content-Length` promised all. */
export const truncate: Finish = (res, payload) => {
  if (!payload || payload.length < 2) return INSTEAD.empty(res);
  const bytes = Buffer.from(payload);
  res.write(bytes.subarray(0, bytes.length / 2), () => inTurn(res, close));
};

/** Headers, and nothing more. @param remember told the connection, which nothing but the client or the end closes */
export function stalling(remember: (socket: Socket) => void): Finish {
  return (res) => {
    res.flushHeaders();
    inTurn(res, remember);
  };
}

/** The whole body, piece by piece. @param duration of it all, in milliseconds */
export function dripping(duration = DRIP_MS): Finish {
  return (res, payload) => {
    if (!payload) return void res.end();
    void drip(res, Buffer.from(payload), duration);
  };
}

async function drip(res: ServerResponse, payload: Buffer, duration: number): Promise<void> {
  const pieces = Math.min(PIECES, payload.length);
  const at = (piece: number): number => Math.floor((payload.length * piece) / pieces);
  for (let sent = 0; sent < pieces; sent += 1) {
    if (sent > 0 && !(await pause(res.req, duration / pieces))) return void res.destroy();
    res.write(payload.subarray(at(sent), at(sent + 1)));
  }
  res.end();
}
