import { DEFAULT_WORLD } from '../worlds/world-name.ts';
import { type AdminCall, type AdminContext, Wrong } from './admin-request.ts';
import { clockFace } from './clock.ts';

/** `{items: [{name, seed, clock, kept, url}]}`: the worlds there are. */
export const listWorlds: AdminCall = async ({ worlds, res }) => {
  const names = worlds.names();
  const found = await Promise.all(names.map((name) => worlds.look(name)));
  res.json({ items: found.filter((world) => world !== undefined).map(described) });
};

/** Makes a world that stays, or makes one stay that is there. */
export const putWorld: AdminCall = async ({ worlds, req, res }) => {
  const name = String(req.params.name);
  const known = worlds.has(name);
  const world = await worlds.get(name);
  await world.pin();
  res.status(known ? 200 : 201).json(described(world));
};

/** Forgets a world with all that is in it. */
export const deleteWorld: AdminCall = async ({ worlds, req, res }) => {
  const name = String(req.params.name);
  if (name === DEFAULT_WORLD)
    throw new Wrong(
      409,
      'The default world cannot be deleted; POST /__admin/reset takes it back to the fixtures.',
    );
  if (!worlds.has(name)) throw new Wrong(404, `There is no world ${name}.`);
  await worlds.delete(name);
  res.status(204).end();
};

/** Takes the world back to the fixtures: instances, clock, ids, what was learned, rate limits, faults, journal. */
export const reset: AdminCall = async ({ worlds, world, res }) => {
  await worlds.reset(world.name);
  res.status(204).end();
};

function described(world: AdminContext['world']) {
  return {
    name: world.name,
    seed: world.seed,
    clock: clockFace(world),
    kept: world.pinned,
    url: `/@${world.name}`,
  };
}
