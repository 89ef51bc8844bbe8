import type { Request } from 'express';
import type { Instance } from '../domain/instance.ts';
import { goneSignal } from '../http/gone-signal.ts';
import { preferencesOf, waitOf } from '../http/prefer.ts';
import { waitFor } from '../stand-in/wait.ts';
import { type AdminCall, type AdminContext, Wrong } from './call.ts';

const MOST = 1000;

/** `{items, next?}`, filtered by `api`, `state` and `process`. */
export const instances: AdminCall = async ({ living, req, res }) => {
  const limit = Number(req.query.limit ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new Wrong(400, `limit is an integer from 1 to ${MOST}, not "${req.query.limit}".`);
  }
  const filter = Object.fromEntries(
    ['api', 'state', 'process', 'cursor'].flatMap((name) => textOf(req, name)),
  );
  res.json(await living.list({ ...filter, limit }));
};

/**
 * One instance, with its timeline. With `?state=S` and `Prefer: wait=N` it is answered once it is in that state; with
 * `&skip=true` the clock jumps to what is due next, instead of waiting for it.
 */
export const instance: AdminCall = async (context) => {
  const { living, req, res } = context;
  const id = String(req.params.id);
  const [[, state] = []] = textOf(req, 'state');
  const seen = state === undefined ? await living.get(id) : await waitForState(context, id, state);
  res.json(found(seen, id));
};

/** @throws Wrong 404 when there is none */
export function found(instance: Instance | undefined, id: string): Instance {
  if (instance) return instance;
  throw new Wrong(404, `There is no instance ${id}. GET /__admin/instances lists those there are.`);
}

async function waitForState(
  { world, living, req, res }: AdminContext,
  id: string,
  state: string,
): Promise<Instance | undefined> {
  const seconds = waitOf(preferencesOf(req.headers.prefer));
  const skip = req.query.skip === 'true';
  const wanted = (instance: Instance): boolean => living.isIn(instance, state);
  const options = { most: seconds * 1000, skip, signal: goneSignal(res) };
  const seen = await waitFor(world, living, id, wanted, options);
  if (seconds > 0) res.set('Preference-Applied', `wait=${seconds}`);
  if (!seen || wanted(seen)) return seen;
  const waited = skip ? ', and nothing more is due' : seconds > 0 ? ` after ${seconds} s` : '';
  throw new Wrong(409, `Instance ${id} is in state ${seen.state}, not ${state}${waited}.`, {
    state: seen.state,
    states: Object.keys(living.lifecycleOf(seen).config.states),
    timeline: seen.timeline,
  });
}

function textOf({ query }: Request, name: string): [string, string][] {
  const value = query[name];
  return typeof value === 'string' ? [[name, value]] : [];
}
