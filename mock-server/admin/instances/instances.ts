import { nextDue } from '../../domain/instances/due-transitions.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { IndexFilter } from '../../domain/instances/instance-index.ts';
import { END_OF_TIME } from '../../domain/time/instant.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { clientGone } from '../../http/transport/client-gone.ts';
import { parsePrefer, waitOf } from '../../http/transport/parse-prefer.ts';
import { isEnding, STOPPING } from '../../http/transport/server-ending.ts';
import { waitForInstance } from '../../simulation/instances/wait-for-instance.ts';
import { type AdminCall, type AdminContext, Wrong } from '../transport/admin-request.ts';
import { isTrue, onlyParameters, pageSize, parameter } from '../transport/parameters.ts';
import { textMember } from '../transport/read-json-body.ts';
import { sendItems } from '../transport/send-items.ts';

const FILTERS = ['api', 'state', 'process', 'text'];

/** How long the clock jumps on at most where the client says nothing about waiting, in seconds. */
const LONGEST_SKIP = 10;

/** How long is waited at most, in seconds. */
const LONGEST_WAIT = 300;

/** What an instance can be shortened to. */
const FIELDS = [
  ...['id', 'api', 'process', 'version', 'state', 'data', 'timers', 'startedAt', 'endedAt', 'key', 'facts'],
  'timeline',
];

/**
 * `{items, next?, counts?}`, filtered by `api`, `state`, `process` and `text`; `fields` names the members that are shown,
 * `counts=true` tells how many there are, by each of those, and which moves next; `quarantined=true` lists those that no
 * longer fit.
 */
export const listInstances: AdminCall = async (context) => {
  const { instances, store, world, req, res } = context;
  onlyParameters(req, [...FILTERS, 'limit', 'cursor', 'fields', 'counts', 'quarantined']);
  const limit = pageSize(req);
  const given = [...FILTERS, 'cursor'].map((name) => [name, parameter(req, name)]);
  const filter: Partial<Record<string, string>> = Object.fromEntries(
    given.filter(([, value]) => value !== undefined),
  );
  await checkNames(context, filter);
  const shown = shortened(parameter(req, 'fields'));
  const wanted = { ...filter, limit };
  if (isTrue(req, 'quarantined')) return sendPage(res, await store.page(world.name, wanted));
  const page = await instances.list(wanted);
  const { cursor: _, ...meant } = filter;
  const counts = isTrue(req, 'counts') ? { counts: await counted(instances, meant) } : {};
  await sendPage(res, page, counts, shown);
};

async function sendPage(
  res: AdminContext['res'],
  { items, ...rest }: { items: Instance[]; next?: string },
  counts = {},
  shown: (instance: Instance) => object = (instance) => instance,
): Promise<void> {
  const each = function* (): Generator<object, void> {
    for (const item of items) yield shown(item);
  };
  await sendItems(res, each(), () => ({ ...rest, ...counts }));
}

async function counted(instances: AdminContext['instances'], filter: IndexFilter): Promise<object> {
  const counts = await instances.count(filter);
  const due = await instances.nextDue();
  return { ...counts, nextDue: due && due.at <= END_OF_TIME ? { id: due.id, at: timestamp(due.at) } : null };
}

/** @throws Wrong 400 for a member that no instance has */
function shortened(fields: string | undefined): (instance: Instance) => object {
  if (fields === undefined) return (instance) => instance;
  const names = fields.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new Wrong(400, `fields names members of an instance, ${FIELDS.join(', ')}, and not "${unknown}".`);
  return (instance) => Object.fromEntries(Object.entries(instance).filter(([name]) => names.includes(name)));
}

/** @throws Wrong 400 for a slip of the pen, which would pass for "there are none" or "from the beginning" */
async function checkNames(
  { apis, store, world, instances }: AdminContext,
  { api, cursor }: Partial<Record<string, string>>,
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

/**
 * `{state, skip?, seconds?}`: answers with the instance once it is in that state; with `skip` the clock jumps, as for
 * `GET`. `Prefer: wait=N` is the same as `seconds`.
 */
export const waitForInstanceState: AdminCall = async (context) => {
  const { req, res } = context;
  const id = String(req.params.id);
  const { skip = false, seconds } = (req.body ?? {}) as { skip?: unknown; seconds?: unknown };
  if (typeof skip !== 'boolean') throw new Wrong(400, 'skip, when it is there, is true or false.');
  if (seconds !== undefined && !(typeof seconds === 'number' && seconds >= 0 && seconds <= LONGEST_WAIT))
    throw new Wrong(400, `seconds, when it is there, is a number from 0 to ${LONGEST_WAIT}.`);
  const state = textMember(req, 'state', 'completed');
  res.json(found(context, await waitForState(context, id, state, skip, seconds), id));
};

async function waitForState(
  { instances, req, res }: AdminContext,
  id: string,
  state: string,
  skip: boolean,
  given?: number,
): Promise<Instance | undefined> {
  const now = await instances.get(id);
  if (now) checkState(instances, now, state);
  const seconds = given ?? waitOf(parsePrefer(req.headers.prefer));
  const wanted = (instance: Instance): boolean => instances.isIn(instance, state);
  const most = (skip && seconds === 0 ? LONGEST_SKIP : seconds) * 1000;
  const seen = await waitForInstance(instances, id, wanted, { most, skip, signal: clientGone(res) });
  if (given === undefined && seconds > 0) res.set('Preference-Applied', `wait=${seconds}`);
  if (!seen || wanted(seen)) return seen;
  if (isEnding(req.socket))
    throw new Wrong(503, `Instance ${id} is in state ${seen.state}, not ${state}, and ${STOPPING}.`);
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
