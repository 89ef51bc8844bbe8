import type { Instance } from '../../domain/instances/instance.ts';
import { SNAPSHOT_FORMAT, type Snapshot } from '../../domain/snapshots/snapshot.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { digest } from '../../domain/values/digest.ts';
import type { World } from '../../worlds/world.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { type InstanceRules, WorldInstances } from '../instances/world-instances.ts';

const PAGE = 1000;

/** A world at this moment, with all that is due applied. */
export async function takeSnapshot(rules: InstanceRules, world: World): Promise<Snapshot> {
  const now = timestamp(world.clock.now());
  const instances: Record<string, Omit<Instance, 'id'>> = {};
  for (const { id, ...instance } of await allInstances(new WorldInstances(rules, world)))
    instances[id] = instance;
  const names = rules.apis.map(({ api }) => api.name);
  return {
    format: SNAPSHOT_FORMAT,
    seed: world.seed,
    sequence: world.ids.sequence,
    time: { now, mode: world.clock.mode },
    timezone: world.movingDates.timezone,
    fingerprints: fingerprintsOf(rules.apis),
    learned: names.flatMap((api) => world.learned(api).map((fact) => ({ api, fact }))),
    faults: world.faults.entries().map(({ matched: _, fired: __, ...entry }) => entry),
    moving: world.movingDates.byProcess,
    instances,
  };
}

/** By what was parsed, so that line ends do no harm. */
export function fingerprintsOf(apis: readonly LoadedApi[]): Record<string, string> {
  return Object.fromEntries(
    apis.flatMap(({ api, fixtures }) => {
      const lifecycles = [...fixtures.lifecycles].map(([name, { value }]) => [name, value]);
      return [
        [`contract of ${api.name}`, digest(JSON.stringify(api.document)).slice(0, 12)],
        [`fixtures of ${api.name}`, digest(JSON.stringify([fixtures.catalogue, lifecycles])).slice(0, 12)],
      ];
    }),
  );
}

async function allInstances(instances: WorldInstances): Promise<Instance[]> {
  const all: Instance[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await instances.list({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    all.push(...page.items);
    cursor = page.next;
    more = cursor !== undefined;
  }
  return all;
}
