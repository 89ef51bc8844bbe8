import type { Quarantine } from '../instances/quarantine.ts';
import type { SnapshotShelf } from './snapshot-shelf.ts';

/** Who comes first, by shelf: a copy must not go while another world is just being made from it. */
const turns = new WeakMap<SnapshotShelf, Promise<unknown>>();

/** Does something with copies of what worlds were made from, one after the other. */
export function inTurn<Result>(origins: SnapshotShelf, work: () => Promise<Result>): Promise<Result> {
  const done = (turns.get(origins) ?? Promise.resolve()).then(work);
  turns.set(
    origins,
    done.catch(() => {}),
  );
  return done;
}

/**
 * Removes the copies that no world is made from any more, also those of worlds that went to make room for others. Only in
 * turn: a world that is just being made from one does not say so yet.
 */
export async function tidyCopies(
  store: Pick<Quarantine, 'worlds' | 'record'>,
  origins: SnapshotShelf,
): Promise<void> {
  const kept = await origins.names();
  if (kept.length === 0) return;
  const inUse = new Set<string>();
  for (const name of await store.worlds()) {
    const { madeFrom } = (await store.record(name)) ?? {};
    if (madeFrom && 'digest' in madeFrom) inUse.add(madeFrom.digest);
  }
  for (const digest of kept) if (!inUse.has(digest)) await origins.delete(digest);
}
