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

/** Removes the copy that a world was made from, once no world is any more. */
export async function forgetCopy(
  { store, origins }: { store: Pick<Quarantine, 'worlds' | 'record'>; origins: SnapshotShelf },
  digest: string,
): Promise<void> {
  for (const name of await store.worlds()) {
    const { madeFrom } = (await store.record(name)) ?? {};
    if (madeFrom && 'digest' in madeFrom && madeFrom.digest === digest) return;
  }
  await origins.delete(digest);
}
