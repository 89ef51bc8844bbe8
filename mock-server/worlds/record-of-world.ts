import { lastMoment } from '../domain/instances/due-transitions.ts';
import type { WorldClock } from '../domain/time/world-clock.ts';
import type { Put, WorldRecord } from '../store/interface/store.ts';
import type { MovingDates } from './moving-dates.ts';
import type { RemovedInstances } from './removed-instances.ts';

/** What a world has come to. */
interface WorldState extends Pick<WorldRecord, 'seed' | 'pinned'> {
  begun: WorldRecord['begun'];
  since: string;
  madeFrom: WorldRecord['madeFrom'];
  ids: { readonly sequence: number };
  clock: WorldClock;
  movingDates: MovingDates;
  removed: RemovedInstances;
}

/** What a world has come to, as it is kept beside its instances. @param puts those that are written with it */
export function recordOf(world: WorldState, puts: readonly Put[]): WorldRecord {
  const { seed, ids, clock, pinned, begun, since, madeFrom, movingDates, removed } = world;
  return {
    seed,
    sequence: ids.sequence,
    time: clock.kept(lastMoment(puts.map(({ instance }) => instance))),
    pinned,
    since,
    ...(begun && { begun }),
    ...(madeFrom && { madeFrom }),
    ...movingDates.kept(),
    ...removed.kept(),
  };
}
