import type { Instance } from '../../domain/instances/instance.ts';
import { diagram } from '../../domain/instances/lifecycle-diagram.ts';
import { lifecycleGraph } from '../../domain/instances/lifecycle-graph.ts';
import { type AdminCall, Wrong } from '../transport/admin-request.ts';
import { textMember } from '../transport/read-json-body.ts';
import { found } from './instances.ts';

/** `{type, data?}`: sends an event to an instance, as the product would, and answers with the instance after it. */
export const sendEvent: AdminCall = async (context) => {
  const { instances, req, res } = context;
  const { id } = found(context, await instances.get(String(req.params.id)), String(req.params.id));
  const type = textMember(req, 'type', 'APPROVE');
  const { data } = req.body as { data?: unknown };
  if (data !== undefined && (typeof data !== 'object' || data === null || Array.isArray(data))) {
    throw new Wrong(400, 'data, when it is there, is a JSON object.');
  }
  const event = { type, ...(data && { data: data as Record<string, unknown> }) };
  const after = await instances.change(
    id,
    (now) =>
      instances.receive(now, event) ?? refuse(now, type, instances.lifecycleOf(now).eventsOf(now.state)),
  );
  res.json(after);
};

/** `{items: [{type}]}`: the events that an instance takes in the state it is in; none where it only waits, or has ended. */
export const listEvents: AdminCall = async (context) => {
  const { instances, req, res } = context;
  const instance = found(context, await instances.get(String(req.params.id)), String(req.params.id));
  const types = instances.lifecycleOf(instance).eventsOf(instance.state);
  res.json({ items: types.map((type) => ({ type })) });
};

/** The lifecycle as a Mermaid state diagram, with the current state and those behind it marked. */
export const getDiagram: AdminCall = async (context) => {
  const { instances, req, res } = context;
  const instance = found(context, await instances.get(String(req.params.id)), String(req.params.id));
  const passed = instance.timeline.map(({ to }) => to);
  res.type('text/plain').send(diagram(instances.lifecycleOf(instance).config, instance.state, passed));
};

/** The lifecycle as states and the ways between them, for whoever draws it. */
export const getLifecycle: AdminCall = async (context) => {
  const { instances, req, res } = context;
  const instance = found(context, await instances.get(String(req.params.id)), String(req.params.id));
  res.json(lifecycleGraph(instances.lifecycleOf(instance).config));
};

function refuse({ id, state, timeline }: Instance, type: string, events: string[]): never {
  const takes = events.length === 0 ? 'no event at all' : events.join(', ');
  throw new Wrong(
    409,
    `Instance ${id} is in state ${state}, which takes ${takes}, but not ${type} with this data.`,
    { state, events, timeline },
  );
}
