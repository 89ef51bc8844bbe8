import { setImmediate as nextTurn } from 'node:timers/promises';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { diffSnapshots } from '../../domain/snapshots/diff-snapshots.ts';
import type { Snapshot } from '../../domain/snapshots/snapshot.ts';
import { snapshotText } from '../../domain/snapshots/snapshot-text.ts';
import { beginSnapshotWorld } from '../../simulation/reset-world.ts';
import type { LoadOrder } from '../../simulation/snapshots/load-snapshot.ts';
import { readSnapshot } from '../../simulation/snapshots/read-snapshot.ts';
import { isSnapshotName } from '../../simulation/snapshots/snapshot-shelf.ts';
import { fingerprintsOf, takeSnapshot } from '../../simulation/snapshots/take-snapshot.ts';
import { type AdminCall, type AdminContext, Wrong } from '../transport/admin-request.ts';
import { onlyParameters, parameter } from '../transport/parameters.ts';
import { sentJson } from '../transport/read-json-body.ts';
import { clockFace } from './clock.ts';

/** A body of a load, with all members that there may be. */
export const LOAD_EXAMPLE = { time: 'shift', exact: false, quarantine: false };

/**
 * `{items: [{name, now, instances}]}`. One is read after the other, with a turn for everybody else between: read at once,
 * they would take the memory of all worlds together, and nobody would be answered meanwhile.
 */
export const listSnapshots: AdminCall = async (context) => {
  const items: ReturnType<typeof about>[] = [];
  for (const name of await context.snapshots.names()) {
    items.push(about(name, await keptSnapshot(context, name)));
    await nextTurn();
  }
  context.res.json({ items });
};

export const getSnapshot: AdminCall = async (context) => {
  const snapshot = await keptSnapshot(context, nameIn(context));
  context.res.type('application/json').send(snapshotText(snapshot));
};

/** Without a body saves the world; with one keeps that snapshot. */
export const putSnapshot: AdminCall = async (context) => {
  const { req, res, snapshots, world } = context;
  const name = nameIn(context);
  const sent = sentJson(req);
  const snapshot =
    sent === undefined
      ? await takeSnapshot(context, world)
      : asked(() => readSnapshot(JSON.stringify(sent), name));
  const known = (await snapshots.read(name)) !== undefined;
  await snapshots.write(name, snapshotText(snapshot));
  context.announcements.announce(undefined, 'snapshots', () => ({ name, change: 'saved' }));
  res.status(known ? 200 : 201).json(about(name, snapshot));
};

export const deleteSnapshot: AdminCall = async (context) => {
  const name = nameIn(context);
  if (!(await context.snapshots.delete(name))) throw unknown(name);
  context.announcements.announce(undefined, 'snapshots', () => ({ name, change: 'deleted' }));
  context.res.status(204).end();
};

/** Ends the world and begins one that is the snapshot. */
export const loadSnapshot: AdminCall = async (context) => {
  const { req, res, world } = context;
  const name = nameIn(context);
  const saved = await keptSnapshot(context, name);
  const order = orderIn(sentJson(req) ?? {});
  const { left, quarantined, snapshot } = await beginSnapshotWorld(context, world.name, name, saved, order);
  const now = fingerprintsOf(context.apis);
  const begun = await context.worlds.get(world.name);
  res.json({
    ...about(name, snapshot),
    clock: clockFace(begun),
    datesLeft: left,
    quarantined,
    changedSince: Object.keys(saved.fingerprints).filter((one) => now[one] !== saved.fingerprints[one]),
  });
};

/** `{items: [{id?, pointer, before?, after?}]}`, of two snapshots, or of one and the live world. */
export const getSnapshotDiff: AdminCall = async (context) => {
  const { req, res, world } = context;
  onlyParameters(req, ['with']);
  const other = parameter(req, 'with');
  const first = await keptSnapshot(context, nameIn(context));
  const second =
    other === undefined ? await takeSnapshot(context, world) : await keptSnapshot(context, other);
  // That the clock went on is no difference from what was saved.
  const went = other === undefined && second.time.mode === 'running' && first.time.mode === 'running';
  res.json({ items: diffSnapshots(first, went ? { ...second, time: first.time } : second) });
};

function nameIn({ req }: AdminContext): string {
  const name = String(req.params.name);
  if (isSnapshotName(name)) return name;
  throw new Wrong(400, `"${name}" cannot name a snapshot: letters, digits, ".", "_" and "-", 64 at most.`);
}

/** @throws Wrong 404 where there is none, Mistake in it */
export async function keptSnapshot({ snapshots }: AdminContext, name: string): Promise<Snapshot> {
  const text = isSnapshotName(name) ? await snapshots.read(name) : undefined;
  if (text === undefined) throw unknown(name);
  return readSnapshot(text, name);
}

const unknown = (name: string): Wrong =>
  new Wrong(404, `There is no snapshot ${name}. GET /__admin/snapshots lists those there are.`);

function orderIn(sent: unknown): LoadOrder {
  const { time = 'keep', exact = false, quarantine = false } = sent as Partial<LoadOrder>;
  if ((time !== 'keep' && time !== 'shift') || typeof exact !== 'boolean' || typeof quarantine !== 'boolean')
    throw new Wrong(
      400,
      `Send a JSON object such as ${JSON.stringify(LOAD_EXAMPLE)}; time is keep or shift.`,
    );
  return { time, exact, quarantine };
}

/** What was sent is the sender's mistake. */
function asked(read: () => Snapshot): Snapshot {
  try {
    return read();
  } catch (error) {
    if (error instanceof Mistake) throw new Wrong(400, error.message);
    throw error;
  }
}

function about(name: string, { time, instances, format }: Snapshot) {
  return { name, format, now: time.now, instances: Object.keys(instances).length };
}
