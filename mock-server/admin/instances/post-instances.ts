import type { Instance } from '../../domain/instances/instance.ts';
import { incompatibleIn } from '../../simulation/instances/incompatible-instances.ts';
import { type AdminCall, type AdminContext, Wrong } from '../transport/admin-request.ts';
import { sentJson } from '../transport/read-json-body.ts';

/** A body with all members that there may be. */
export const INSTANCES_EXAMPLE = { items: [] };

const MEMBERS = [
  'id',
  'api',
  'process',
  'version',
  'state',
  'data',
  'timers',
  'startedAt',
  'endedAt',
  'key',
  'facts',
  'timeline',
];

/** `{items: […]}`, as GET gives them: all are added, or none. */
export const postInstances: AdminCall = async (context) => {
  const { world, instances, res } = context;
  const { items } = (sentJson(context.req) ?? {}) as { items?: unknown };
  if (!Array.isArray(items))
    throw new Wrong(400, 'Send {"items": […]}, as GET /__admin/instances gives them.');
  const errors = items.flatMap((item, index) => mistakesIn(context, item, items, index));
  if (errors.length > 0) {
    const told = errors.slice(0, 20).map(({ pointer, detail }) => `${pointer}: ${detail}`);
    throw new Wrong(400, `Nothing was added. ${told.join('; ')}.`, { errors });
  }
  const added = items as Instance[];
  const there: string[] = [];
  for (const { id } of added) if (await instances.get(id)) there.push(id);
  const taken =
    there.length > 0 || !(await world.commit(added.map((instance) => ({ instance, expected: null }))));
  if (taken)
    throw new Wrong(409, `Nothing was added: there is ${there.join(', ') || 'one of these'} already.`);
  res.status(201).json({ added: added.length });
};

function mistakesIn(
  { apis, world }: AdminContext,
  item: unknown,
  items: unknown[],
  index: number,
): { pointer: string; detail: string }[] {
  const pointer = `/items/${index}`;
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return [{ pointer, detail: 'an instance is an object' }];
  const unknown = Object.keys(item).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) return [{ pointer: `${pointer}/${unknown}`, detail: 'is not known' }];
  const { id, startedAt } = item as Instance;
  if (items.findIndex((other) => (other as Instance | null)?.id === id) < index)
    return [{ pointer: `${pointer}/id`, detail: `${id} is there twice` }];
  const learned = apis.flatMap(({ api }) => world.learned(api.name).map((fact) => ({ api: api.name, fact })));
  const reason = incompatibleIn(apis, learned)(item as Instance);
  if (reason !== undefined) return [{ pointer, detail: reason }];
  if (Date.parse(startedAt) <= world.clock.now()) return [];
  return [{ pointer: `${pointer}/startedAt`, detail: "lies after the world's present" }];
}
