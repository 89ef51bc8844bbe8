import { Mistake } from '../../../contracts/files/mistake.ts';
import type { SnapshotOrigin } from '../../domain/instances/world-origin.ts';
import { movedSnapshot } from '../../domain/snapshots/move-snapshot.ts';
import { instancesOf, type Snapshot } from '../../domain/snapshots/snapshot.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import type { Change } from '../../store/interface/store.ts';
import type { RemovedInstances } from '../../worlds/removed-instances.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { incompatibleIn } from '../instances/incompatible-instances.ts';

/** How a snapshot is to be loaded. */
export interface LoadOrder {
  /** `keep`: at the time of the snapshot. `shift`: as old as when it was saved. */
  time: 'keep' | 'shift';
  /** With `shift`: to the moment, instead of by whole weeks. */
  exact?: boolean;
  /** Whether instances that no longer fit are left out, instead of refusing all. */
  quarantine?: boolean;
}

/** A snapshot that fits, as it is to be. */
export interface FittingSnapshot {
  snapshot: Snapshot;
  /** How many date-like texts stayed where they were. */
  left: number;
  /** Why instances were left out, by id. */
  quarantined: Record<string, string>;
}

/**
 * A snapshot moved as ordered, without what no longer fits.
 * @param present to which it is moved, in milliseconds since 1970
 * @throws Mistake listing what does not fit, instance by instance
 */
export function fittingSnapshot(
  before: Snapshot,
  apis: readonly LoadedApi[],
  present: number,
  { time, exact = false, quarantine = false }: LoadOrder,
): FittingSnapshot {
  const unfit = incompatibleIn(apis, before.learned);
  const reasons = instancesOf(before).flatMap((instance) => {
    const reason = unfit(instance);
    return reason === undefined ? [] : [[instance.id, reason] as const];
  });
  if (reasons.length > 0 && !quarantine) {
    throw new Mistake(
      reasons.map(([id, reason]) => ({ text: `instance ${id} no longer fits: ${reason}` })),
      `${reasons.length} of ${Object.keys(before.instances).length} no longer fit; with quarantine the others are loaded.`,
    );
  }
  const quarantined = Object.fromEntries(reasons);
  const fitting = Object.entries(before.instances).filter(([id]) => !Object.hasOwn(quarantined, id));
  const snapshot = { ...before, instances: Object.fromEntries(fitting) };
  if (time === 'keep') return { snapshot, left: 0, quarantined };
  return { ...movedSnapshot(snapshot, present, exact), quarantined };
}

/** The world of a snapshot, as a change to begin it with. */
export function worldOfSnapshot(
  snapshot: Snapshot,
  madeFrom: SnapshotOrigin,
  { host, pinned, removed }: { host: number; pinned: boolean; removed?: RemovedInstances },
): Change {
  const { seed, sequence, time, learned, moving, timezone } = snapshot;
  const atHost = time.mode === 'running' && Date.parse(time.now) === host;
  return {
    // Lists are in the order in which instances came.
    puts: instancesOf(snapshot)
      .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
      .map((instance) => ({ instance, expected: null })),
    record: {
      seed,
      sequence,
      time: { world: time.now, host: timestamp(host), mode: atHost ? 'follows-host' : time.mode },
      pinned,
      madeFrom,
      moving,
      timezone,
      ...removed?.kept(),
    },
    learned,
  };
}
