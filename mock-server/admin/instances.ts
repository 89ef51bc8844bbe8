import { nextDue } from '../domain/instances/due-transitions.ts';
import type { Instance } from '../domain/instances/instance.ts';
import { clientGone } from '../http/transport/client-gone.ts';
import { parsePrefer, waitOf } from '../http/transport/parse-prefer.ts';
import { waitForInstance } from '../simulation/instances/wait-for-instance.ts';
import { type AdminCall, type AdminContext, Wrong } from './admin-request.ts';
import { isTrue, onlyParameters, parameter } from './parameters.ts';

const MOST = 1000;

/** How long the clock jumps on at most where the client says nothing about waiting, in seconds. */
const LONGEST_SKIP = 10;

/** `{items, next?}`, filtered by `api`, `state` and `process`; `quarantined=true` lists those that no longer fit. */
export const listInstances: AdminCall = async (context) => {
  const { instances, store, world, req, res } = context;
  onlyParameters(req, ['api', 'state', 'process', 'limit', 'cursor', 'quarantined']);
  const limit = Number(req.query.limit ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new Wrong(400, `limit is an integer from 1 to ${MOST}, not "${req.query.limit}".`);
  }
  const given = ['api', 'state', 'process', 'cursor'].map((name) => [name, parameter(req, name)]);
  const filter = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  await checkNames(context, filter);
  const wanted = { ...filter, limit };
  const quarantined = isTrue(req, 'quarantined');
  res.json(await (quarantined ? store.page(world.name, wanted) : instances.list(wanted)));
};

/** @throws Wrong 400 for a slip of the pen, which would pass for "there are none" or "from the beginning" */
async function checkNames(
  { apis, store, world, instances }: AdminContext,
  { api, cursor }: { api?: string; cursor?: string },
): Promise<void> {
  const names = apis.map((loaded) => loaded.api.name);
  if (api !== undefined && !names.includes(api))
    throw new Wrong(400, `There is no API "${api}", but ${names.join(', ')}.`);
  if (cursor === undefined || (await instances.get(cursor))) return;
  if (store.reasonOf(world.name, cursor) !== undefined) return;
  throw new Wrong(400, `There is no instance "${cursor}" to go on after; take \`next\` of the page before.`);
}

/**
 * One instance, with its timeline. With `?state=S` and `Prefer: wait=N` it is answered once it is in that state; with
 * `&skip=true` the clock jumps to what is due next, instead of waiting for it.
 */
export const getInstance: AdminCall = async (context) => {
  const { instances, req, res } = context;
  onlyParameters(req, ['state', 'skip']);
  const id = String(req.params.id);
  const state = parameter(req, 'state');
  const skip = isTrue(req, 'skip');
  const seen = state === undefined ? await instances.get(id) : await waitForState(context, id, state, skip);
  res.json(found(context, seen, id));
};

/** @throws Wrong 404 when there is none, 409 when it no longer fits */
export function found({ store, world }: AdminContext, instance: Instance | undefined, id: string): Instance {
  if (instance) return instance;
  const reason = store.reasonOf(world.name, id);
  if (reason !== undefined)
    throw new Wrong(409, `Instance ${id} is stored, and not shown: ${reason}.`, { quarantined: reason });
  throw new Wrong(404, `There is no instance ${id}. GET /__admin/instances lists those there are.`);
}

async function waitForState(
  { instances, req, res }: AdminContext,
  id: string,
  state: string,
  skip: boolean,
): Promise<Instance | undefined> {
  const now = await instances.get(id);
  if (now) checkState(instances, now, state);
  const seconds = waitOf(parsePrefer(req.headers.prefer));
  const wanted = (instance: Instance): boolean => instances.isIn(instance, state);
  const most = (skip && seconds === 0 ? LONGEST_SKIP : seconds) * 1000;
  const seen = await waitForInstance(instances, id, wanted, { most, skip, signal: clientGone(res) });
  if (seconds > 0) res.set('Preference-Applied', `wait=${seconds}`);
  if (!seen || wanted(seen)) return seen;
  const nothing = skip && nextDue(seen) === undefined ? ', and nothing more is due' : '';
  throw new Wrong(
    409,
    `Instance ${id} is in state ${seen.state}, not ${state}, after ${most / 1000} s${nothing}.`,
    {
      state: seen.state,
      states: instances.statesOf(seen),
      timeline: seen.timeline,
    },
  );
}

/** @throws Wrong 400 for a state that it can never be in: nobody is to wait for a slip of the pen */
function checkState(instances: AdminContext['instances'], instance: Instance, state: string): void {
  const states = instances.statesOf(instance);
  if (states.includes(state)) return;
  const detail = `Instance ${instance.id} has no state "${state}". Its states, and the words for them, are: ${states.join(', ')}.`;
  throw new Wrong(400, detail, { state: instance.state, states });
}
