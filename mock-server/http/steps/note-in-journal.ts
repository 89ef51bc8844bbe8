import { whyOf } from '../../domain/journal/why.ts';
import type { Exchange } from '../exchange.ts';

/**
 * Adds an exchange to the journal of its world, once all is known of it.
 * @param bytes how large its bodies are
 */
export function noteInJournal({ entry, world }: Exchange, bytes: number): void {
  const why = whyOf(entry);
  if (why !== undefined) entry.why = why;
  world.journal.add(entry, bytes);
}
