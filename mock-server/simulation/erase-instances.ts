import { isWanted, tellsOf, type WantedGone } from '../domain/instances/wanted-gone.ts';
import { instancesOf } from '../domain/snapshots/snapshot.ts';
import { snapshotText } from '../domain/snapshots/snapshot-text.ts';
import { failureReason } from '../domain/values/failure-reason.ts';
import type { World } from '../worlds/world.ts';
import type { Simulation } from './simulation.ts';
import { readSnapshot } from './snapshots/read-snapshot.ts';
import type { SnapshotShelf } from './snapshots/snapshot-shelf.ts';
import { storyWorld } from './stories/seed-world.ts';

type Needed = Pick<
  Simulation,
  'apis' | 'schemas' | 'fixtures' | 'worlds' | 'store' | 'snapshots' | 'origins' | 'announcements'
>;

/** What was removed, and where. */
export interface Erased {
  /** How many instances, in all worlds that were meant. */
  instances: number;
  /** How many entries of their journals. */
  requests: number;
  /** How many instances of each snapshot that had some. */
  snapshots: Record<string, number>;
  /** Ids of those that the fixtures have: new worlds begin with them, until the file is changed. */
  fixtures: string[];
  /** What could not be looked into, and why: it may still have some. */
  unread: Record<string, string>;
}

/**
 * Removes instances from wherever they are: worlds, the store's files, journals, snapshots, and what a reset goes back to.
 * What is done is on the disk when it returns; where it fails halfway, doing it again does the rest.
 * @throws StoreUnavailable when something cannot be written
 */
export async function eraseInstances(
  simulation: Needed,
  worlds: readonly World[],
  wanted: WantedGone,
): Promise<Erased> {
  const { store, snapshots, origins, announcements } = simulation;
  const fixtures = store.fixtures.filter((instance) => isWanted(wanted, instance)).map(({ id }) => id);
  const erased: Erased = { instances: 0, requests: 0, snapshots: {}, fixtures, unread: {} };
  const ids = 'id' in wanted ? [wanted.id] : [];
  // What was told of them, kept for those who come back.
  announcements.forgetPast();
  for (const world of worlds) {
    const found = await idsIn(store, world.name, wanted);
    const again = await idsOfStory(simulation, world, wanted, erased.unread);
    if (found.length > 0 || again.length > 0) await world.remove(found, again);
    erased.instances += found.length;
    ids.push(...found);
  }
  await scrub(snapshots, wanted, erased.unread, (name, count) => {
    erased.snapshots[name] = count;
  });
  await scrub(origins, wanted, erased.unread, () => {});
  const isMeant = tellsOf(wanted, ids);
  for (const { journal } of worlds) erased.requests += journal.forget(isMeant);
  await store.purge();
  return erased;
}

async function idsIn(store: Needed['store'], world: string, wanted: WantedGone): Promise<string[]> {
  const ids: string[] = [];
  for await (const instance of store.everything(world)) if (isWanted(wanted, instance)) ids.push(instance.id);
  return ids;
}

/** Cases of its story that a reset would bring back, changed since or not. */
async function idsOfStory(
  simulation: Needed,
  { name, madeFrom, pinned }: World,
  wanted: WantedGone,
  unread: Erased['unread'],
): Promise<string[]> {
  if (!madeFrom || !('story' in madeFrom)) return [];
  try {
    const host = Date.parse(madeFrom.now);
    const { puts } = await storyWorld(simulation, madeFrom, { host, pinned });
    return puts.flatMap(({ instance }) => (isWanted(wanted, instance) ? [instance.id] : []));
  } catch (error) {
    unread[`story ${madeFrom.story} of world ${name}`] = (error as Error).message;
    return [];
  }
}

/** Writes those anew that have some. */
async function scrub(
  shelf: SnapshotShelf,
  wanted: WantedGone,
  unread: Erased['unread'],
  tell: (name: string, count: number) => void,
): Promise<void> {
  await shelf.tidy();
  for (const name of await shelf.names()) {
    const text = (await shelf.read(name)) ?? '';
    const reason = failureReason(() => readSnapshot(text, name));
    if (reason !== undefined) {
      unread[`snapshot ${name}`] = reason;
      continue;
    }
    const snapshot = readSnapshot(text, name);
    const all = instancesOf(snapshot);
    const left = all.filter((instance) => !isWanted(wanted, instance));
    if (left.length === all.length) continue;
    const instances = Object.fromEntries(left.map(({ id, ...instance }) => [id, instance]));
    await shelf.write(name, snapshotText({ ...snapshot, instances }));
    tell(name, all.length - left.length);
  }
}
