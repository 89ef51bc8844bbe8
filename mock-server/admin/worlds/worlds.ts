import type { Request } from 'express';
import { deleteWorld as forgetWorld, resetWorld } from '../../simulation/reset-world.ts';
import type { World } from '../../worlds/world.ts';
import type { Beginning } from '../../worlds/world-beginning.ts';
import { DEFAULT_WORLD } from '../../worlds/world-name.ts';
import { type AdminCall, type AdminContext, Wrong } from '../transport/admin-request.ts';
import { isTrue, onlyParameters } from '../transport/parameters.ts';
import { optionalText, sentJson } from '../transport/read-json-body.ts';
import { clockFace } from './clock.ts';
import { makeFrom, sourceIn } from './world-from.ts';
import { makeWithStory, storyIn } from './world-story.ts';

/**
 * `{items: [{name, seed, clock, kept, url}], notMade: [{…}]}`: the worlds there are; and those that requests were sent to
 * which kept nothing, as they would begin, for whoever looks for journals.
 */
export const listWorlds: AdminCall = async ({ worlds, res }) => {
  const names = worlds.names();
  const found = await Promise.all(names.map((name) => worlds.look(name)));
  const items = found.filter((world) => world !== undefined);
  res.json({ items: items.map(described), notMade: worlds.notMade().map(described) });
};

/** A body with all members that there may be. */
export const WORLD_EXAMPLE = {
  now: '-P21D',
  seed: 'demo',
  story: 'onboarding',
  count: 40,
  from: { snapshot: 'before' },
};

/**
 * Without a body: makes a world that stays, or makes one stay that is there. With one, `{now?, seed?}`: makes a world
 * that begins so, with `{story, count}` one that has nothing but that story, with `{from}` one that is a copy; with
 * `?replace=true` also where there is one, which goes with all that is in it.
 */
export const putWorld: AdminCall = async (context) => {
  const { worlds, req, res } = context;
  onlyParameters(req, ['replace']);
  const name = String(req.params.name);
  const known = worlds.has(name);
  const begun = beginningIn(req);
  const source = sourceIn(sentJson(req));
  if (known && begun && !isTrue(req, 'replace'))
    throw new Wrong(
      409,
      `There is a world ${name} already, which began as it did. With ?replace=true it goes with all that is in it, and begins anew.`,
    );
  const made = source ? makeFrom(context, name, source) : begun && makeAsSaid(context, name, begun);
  const world = (await made) ?? (await worlds.get(name));
  await world.pin();
  res.status(known ? 200 : 201).json(described(world));
};

/** How a new world is to begin; undefined where nothing was sent. */
function beginningIn(req: Request): Beginning | undefined {
  if (sentJson(req) === undefined) return undefined;
  const [now, seed] = [optionalText(req, 'now'), optionalText(req, 'seed')];
  return { ...(now !== undefined && { now }), ...(seed !== undefined && { seed }) };
}

async function makeAsSaid(context: AdminContext, name: string, begun: Beginning): Promise<World> {
  const told = storyIn(sentJson(context.req));
  if (told) return makeWithStory(context, name, told, begun);
  try {
    return await context.worlds.make(name, begun);
  } catch (error) {
    if (error instanceof RangeError) throw new Wrong(400, `now: ${error.message}.`);
    throw error;
  }
}

/** Forgets a world with all that is in it. */
export const deleteWorld: AdminCall = async ({ req, res, ...simulation }) => {
  const { worlds, identity } = simulation;
  const name = String(req.params.name);
  if (name === DEFAULT_WORLD)
    throw new Wrong(
      409,
      'The default world cannot be deleted; POST /__admin/reset takes it back to the fixtures.',
    );
  const known = worlds.has(name);
  // Somebody may wait in one that is not made yet.
  await forgetWorld(simulation, name);
  await identity.records.forget(name);
  if (!known) throw new Wrong(404, `There is no world ${name}.`);
  res.status(204).end();
};

/**
 * Takes the world back to what it was made from: instances, clock, ids, what was learned, rate limits, faults, journal. A
 * seed that nobody gave is drawn anew.
 */
export const reset: AdminCall = async ({ world, res, ...simulation }) => {
  const { identity } = simulation;
  // Who is logged in stays so, with the life that is left by the clock of the world as it is then.
  identity.records.of(world);
  identity.records.of(await resetWorld(simulation, world));
  await identity.records.keep();
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
