import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { waitForChange } from '../../worlds/wait-for-change.ts';
import type { World } from '../../worlds/world.ts';
import { type JournalQuery, matcher } from './journal-query.ts';

export interface FindOptions {
  /** How long to wait at most until there is one, in milliseconds; 0: not at all. */
  most: number;
  /** Ends the waiting early, when nobody is interested any more. */
  signal?: AbortSignal;
}

/**
 * The requests of a world's journal that a query means, the newest first. Where there are none, it waits for one; nothing
 * is polled: the journal tells of every new entry. In a world that is reset or deleted meanwhile there are none.
 */
export async function findRequests(
  world: World,
  query: JournalQuery,
  { most, signal }: FindOptions,
): Promise<JournalEntry[]> {
  const wanted = matcher(query);
  const there = (): JournalEntry[] => (world.closed ? [] : world.journal.all().filter(wanted).reverse());
  const found = there();
  if (found.length > 0 || most <= 0 || world.closed || signal?.aborted) return found;
  const next = waitForChange(
    signal,
    (wake) => world.journal.onAdd((entry) => wanted(entry) && wake()),
    (wake) => world.onChange(() => world.closed && wake()),
  );
  await next.within(most);
  next.forget();
  return there();
}
