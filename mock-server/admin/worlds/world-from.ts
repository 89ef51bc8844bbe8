import { beginSnapshotWorld } from '../../simulation/reset-world.ts';
import { takeSnapshot } from '../../simulation/snapshots/take-snapshot.ts';
import type { World } from '../../worlds/world.ts';
import { type AdminContext, Wrong } from '../transport/admin-request.ts';
import { keptSnapshot } from './snapshots.ts';

/** What a new world is a copy of. */
export type WorldSource = { snapshot: string } | { world: string };

const ADVICE = 'from is {"snapshot": NAME} or {"world": NAME}';

/**
 * What a body says under `from`; undefined where it says nothing.
 * @throws Wrong 400 for anything else than a source
 */
export function sourceIn(body: unknown): WorldSource | undefined {
  const { from, ...others } = (body ?? {}) as Record<string, unknown>;
  if (from === undefined) return undefined;
  const entries = typeof from === 'object' && from !== null ? Object.entries(from) : [];
  const [[kind, name] = []] = entries;
  if (entries.length !== 1 || (kind !== 'snapshot' && kind !== 'world') || typeof name !== 'string')
    throw new Wrong(400, `${ADVICE}.`);
  const also = Object.keys(others);
  if (also.length > 0)
    throw new Wrong(400, `${ADVICE}, which has ${also.join(', ')} of its own: leave that out.`);
  return kind === 'snapshot' ? { snapshot: name } : { world: name };
}

/**
 * Ends a world, and begins one that is a copy of a snapshot or of another world at this moment.
 * @throws Wrong 404 where there is no such source, Mistake listing what no longer fits
 */
export async function makeFrom(context: AdminContext, name: string, source: WorldSource): Promise<World> {
  const saved =
    'snapshot' in source
      ? await keptSnapshot(context, source.snapshot)
      : await takeSnapshot(context, await knownWorld(context, source.world));
  const called = 'snapshot' in source ? source.snapshot : `of the world ${source.world}`;
  await beginSnapshotWorld(context, name, called, saved, { time: 'keep' });
  return context.worlds.get(name);
}

async function knownWorld({ worlds }: AdminContext, name: string): Promise<World> {
  const world = await worlds.look(name);
  if (world) return world;
  throw new Wrong(404, `There is no world ${name}. GET /__admin/worlds lists those there are.`);
}
