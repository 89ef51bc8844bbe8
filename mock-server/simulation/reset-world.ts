import { Mistake } from '../../contracts/files/mistake.ts';
import type { SnapshotOrigin, StoryOrigin } from '../domain/instances/world-origin.ts';
import type { Snapshot } from '../domain/snapshots/snapshot.ts';
import { snapshotText } from '../domain/snapshots/snapshot-text.ts';
import { digest } from '../domain/values/digest.ts';
import type { RemovedInstances } from '../worlds/removed-instances.ts';
import type { World } from '../worlds/world.ts';
import { faultRules } from './faults/fault-rules.ts';
import type { Simulation } from './simulation.ts';
import {
  type FittingSnapshot,
  fittingSnapshot,
  type LoadOrder,
  worldOfSnapshot,
} from './snapshots/load-snapshot.ts';
import { inTurn, tidyCopies } from './snapshots/origin-copies.ts';
import { readSnapshot } from './snapshots/read-snapshot.ts';
import { storyWorld } from './stories/seed-world.ts';

type Needed = Pick<Simulation, 'apis' | 'schemas' | 'fixtures' | 'worlds' | 'origins' | 'store'>;

/**
 * Takes a world back to what it was made from: a story, a snapshot, or else the fixtures in force.
 * @throws Mistake where that can no longer be made; the world goes on as it was
 */
export async function resetWorld(simulation: Needed, world: World): Promise<World> {
  const { madeFrom, name, removed } = world;
  if (!madeFrom) return simulation.worlds.reset(name);
  if ('story' in madeFrom) return beginStoryWorld(simulation, name, madeFrom, removed);
  return inTurn(simulation.origins, async () => {
    const text = await simulation.origins.read(madeFrom.digest);
    if (text === undefined)
      throw new Mistake([
        { text: `the copy of the snapshot ${madeFrom.snapshot} that world ${name} was made from is gone` },
      ]);
    const snapshot = readSnapshot(text, madeFrom.snapshot);
    await begin(simulation, name, snapshot, madeFrom, removed);
    return simulation.worlds.get(name);
  });
}

/**
 * Ends a world and begins one that has nothing but a story.
 * @param removed what of it is left out
 * @throws Mistake; the world goes on as it was
 */
export async function beginStoryWorld(
  { worlds, ...simulation }: Needed,
  name: string,
  origin: StoryOrigin,
  removed?: RemovedInstances,
): Promise<World> {
  const { pinned } = await worlds.get(name);
  const host = Date.parse(worlds.present().host);
  const change = await storyWorld(simulation, origin, { host, pinned, ...(removed && { removed }) });
  return worlds.replace(name, change);
}

/**
 * Ends a world and begins one that is a snapshot; a copy is kept, so that a reset brings it back whatever becomes of the
 * snapshot.
 * @param called the snapshot's name
 * @throws Mistake listing what no longer fits; the world goes on as it was
 */
export async function beginSnapshotWorld(
  simulation: Needed,
  name: string,
  called: string,
  saved: Snapshot,
  order: LoadOrder,
): Promise<FittingSnapshot> {
  const present = Date.parse(simulation.worlds.present().world);
  const fitting = fittingSnapshot(saved, simulation.apis, present, order);
  const text = snapshotText(fitting.snapshot);
  const origin = { snapshot: called, digest: digest(text) };
  await inTurn(simulation.origins, async () => {
    await simulation.origins.write(origin.digest, text);
    await begin(simulation, name, fitting.snapshot, origin);
    await tidyCopies(simulation.store, simulation.origins);
  });
  return fitting;
}

/** Forgets a world and all that is in it; the default one can only be reset. */
export async function deleteWorld(simulation: Needed, name: string): Promise<void> {
  const { madeFrom } = (await simulation.worlds.look(name)) ?? {};
  await simulation.worlds.delete(name);
  // Most worlds leave no copy; to look for one goes through all worlds that are left.
  if (madeFrom && 'digest' in madeFrom)
    await inTurn(simulation.origins, () => tidyCopies(simulation.store, simulation.origins));
}

async function begin(
  { apis, worlds }: Needed,
  name: string,
  snapshot: Snapshot,
  origin: SnapshotOrigin,
  removed?: RemovedInstances,
): Promise<void> {
  const { rules, problems } = await faultRules(snapshot.faults, apis);
  if (problems.length > 0)
    throw new Mistake(
      problems.map(({ pointer, text }) => ({
        text: `snapshot ${origin.snapshot} at /faults${pointer}: ${text}`,
      })),
    );
  const { pinned } = await worlds.get(name);
  const host = Date.parse(worlds.present().host);
  const start = { host, pinned, ...(removed && { removed }) };
  const world = await worlds.replace(name, worldOfSnapshot(snapshot, origin, start));
  world.faults.replace(rules);
}
