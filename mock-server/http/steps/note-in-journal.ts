import { requestEvent } from '../../domain/events/event.ts';
import { whyOf } from '../../domain/journal/why.ts';
import { heapBytes } from '../../domain/memory/heap-bytes.ts';
import { shownEntry } from '../../simulation/journal/shown-entry.ts';
import type { Exchange } from '../exchange.ts';

/** What an entry takes of memory beside its bodies, about: headers, names, where the time went. */
const ENTRY = 3000;

/**
 * Adds an exchange to the journal of its world, once all is known of it.
 * @param bytes how large its bodies are
 */
export function noteInJournal({ entry, world, simulation }: Exchange, bytes: number): void {
  const why = whyOf(entry);
  if (why !== undefined) entry.why = why;
  const heap = ENTRY + heapBytes(entry.body) + heapBytes(entry.answer?.body);
  world.journal.add(entry, bytes, heap);
  simulation.announcements.announce(world.name, 'request', () =>
    requestEvent(shownEntry(entry, simulation.secrets)),
  );
}
