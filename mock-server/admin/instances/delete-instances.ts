import { parseWanted, type WantedGone } from '../../domain/instances/wanted-gone.ts';
import { eraseInstances } from '../../simulation/erase-instances.ts';
import type { World } from '../../worlds/world.ts';
import { type AdminCall, type AdminContext, Wrong } from '../transport/admin-request.ts';
import { onlyParameters, parameter } from '../transport/parameters.ts';

/** Removes one instance from wherever it is; as `deleteInstances`. */
export const deleteInstance: AdminCall = async (context) => {
  onlyParameters(context.req, ['world']);
  const id = String(context.req.params.id);
  const erased = await eraseInstances(context, await worldsMeant(context), { id });
  if (erased.instances === 0 && Object.keys(erased.snapshots).length === 0)
    throw new Wrong(404, `There is no instance ${id}. GET /__admin/instances lists those there are.`);
  context.res.json(erased);
};

/**
 * `?where=POINTER=VALUE`: removes all instances whose data have that, from world, files, journal, snapshots, and what a
 * reset goes back to. With `world=*` from all worlds. `{instances, requests, snapshots: {NAME: count}, unread}`
 */
export const deleteInstances: AdminCall = async (context) => {
  onlyParameters(context.req, ['where', 'world']);
  const erased = await eraseInstances(context, await worldsMeant(context), wantedIn(context));
  context.res.json(erased);
};

function wantedIn({ req }: AdminContext): WantedGone {
  const where = parameter(req, 'where');
  const wanted = where === undefined ? undefined : parseWanted(where);
  if (wanted) return wanted;
  throw new Wrong(
    400,
    'Say which: where=POINTER=VALUE, a pointer into the data and what stands there, such as where=/customerEmail=anna@example.com.',
  );
}

async function worldsMeant({ req, world, worlds }: AdminContext): Promise<World[]> {
  const which = parameter(req, 'world');
  if (which === undefined) return [world];
  if (which !== '*')
    throw new Wrong(
      400,
      `world is "*" for all worlds, not "${which}"; one is named by X-Mock-World or /@NAME.`,
    );
  const made = await Promise.all(worlds.names().map((name) => worlds.look(name)));
  return [...made.filter((one) => one !== undefined), ...worlds.notMade()];
}
