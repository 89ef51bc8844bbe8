import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { waitForChange } from '../../worlds/wait-for-change.ts';
import type { World } from '../../worlds/world.ts';
import { inTurn } from './in-turn.ts';
import { type JournalQuery, matcher } from './journal-query.ts';

export interface WaitOptions {
  /** How long to wait at most until there is one, in milliseconds; 0: not at all. */
  most: number;
  /** Ends the waiting early, when nobody is interested any more. */
  signal?: AbortSignal;
}

/**
 * Waits until a world's journal has a request that a query means, if it has none; nothing is polled: the journal tells of
 * every new entry. In a world that is reset or deleted meanwhile none will come.
 */
export async function waitForRequest(
  world: World,
  query: JournalQuery,
  { most, signal }: WaitOptions,
): Promise<void> {
  if (most <= 0 || world.closed || signal?.aborted) return;
  const wanted = matcher(query);
  // Listening begins before the look, so that nothing comes unseen between the two.
  const next = waitForChange(
    signal,
    (wake) => world.journal.onAdd((entry) => wanted(entry) && wake()),
    (wake) => world.onChange(() => world.closed && wake()),
  );
  // Of hundreds that wait each looks through the whole journal: others are answered between two of them.
  const there = await inTurn(() => hasOne(world.journal.newest(), wanted));
  if (!there) await next.within(most);
  next.forget();
  await inTurn(() => undefined);
}

function hasOne(entries: Iterable<JournalEntry>, wanted: (entry: JournalEntry) => boolean): boolean {
  for (const entry of entries) if (wanted(entry)) return true;
  return false;
}
