import type { Steering } from '../../domain/faults/fault.ts';
import type { Exchange } from '../exchange.ts';
import { pause } from '../transport/pause.ts';

/** Waits as long as the answer is to be late. @returns whether the client still waits, too */
export async function waitDelay({ req, entry }: Exchange, { delay }: Steering): Promise<boolean> {
  const here = await pause(req, delay);
  if (!here && entry.fault) entry.fault.gone = true;
  return here;
}
