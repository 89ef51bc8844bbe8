import type { JournalEntry } from './journal-entry.ts';
import { type JournalQuery, matcher } from './journal-query.ts';
import type { MockWorld } from './stand-in.ts';

/** A timer can be set no longer than this. */
const LONGEST = 2 ** 31 - 1;

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
  world: MockWorld,
  query: JournalQuery,
  { most, signal }: FindOptions,
): Promise<JournalEntry[]> {
  const wanted = matcher(query);
  const there = (): JournalEntry[] => (world.closed ? [] : world.journal.all().filter(wanted).reverse());
  const found = there();
  if (found.length > 0 || most <= 0 || world.closed || signal?.aborted) return found;
  await nextOne(world, wanted, most, signal);
  return there();
}

/** Until there is one, the time is over, the world ends, or nobody is interested any more. */
async function nextOne(
  world: MockWorld,
  wanted: (entry: JournalEntry) => boolean,
  most: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const forget: (() => void)[] = [];
  try {
    await new Promise<void>((resolve) => {
      const done = (): void => resolve();
      const timer = setTimeout(done, Math.min(most, LONGEST));
      signal?.addEventListener('abort', done, { once: true });
      forget.push(
        () => clearTimeout(timer),
        () => signal?.removeEventListener('abort', done),
        world.journal.onAdd((entry) => wanted(entry) && resolve()),
        world.onChange(() => world.closed && resolve()),
      );
    });
  } finally {
    for (const one of forget) one();
  }
}
