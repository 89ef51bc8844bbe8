// Answers to waiting tasks are taken that must not be, or have another effect than they should.
import { isObject, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Answered, Asked, Defect, Layer } from '../defect.ts';
import { answerOf, isCallOf, isGood, jsonOf, onCall, onSome, withJson } from '../layers.ts';
import { freshRun } from '../world.ts';

const ID = 'completeTask';

const taskOf = (asked: Asked): JsonObject => {
  const body = jsonOf(asked);
  return isObject(body) ? body : {};
};
const resumed = (asked: Asked): Answered =>
  answerOf(200, { processInstanceId: taskOf(asked).processInstanceId ?? '', status: 'resumed' });

/** Says that all is well where the correct server refuses. */
const pretending = (status: number, wording: RegExp): Layer =>
  onSome(ID, async (asked, pass) => {
    const answer = await pass(asked);
    const meant = answer.status === status && wording.test(answer.body.toString());
    return meant ? resumed(asked) : answer;
  });

const altered = (alter: (task: JsonObject) => JsonObject): Layer =>
  onCall(ID, (asked) => {
    const body = jsonOf(asked);
    return isObject(body) ? withJson(asked, alter(body)) : undefined;
  });

/** The node is taken for the one at which the run waits. */
const atAnyNode: Layer = onSome(ID, async (asked, pass) => {
  const answer = await pass(asked);
  const other = answer.status === 409 && /is not waiting at/.test(answer.body.toString());
  return other ? pass(withJson(asked, { ...taskOf(asked), nodeId: 'approval-step' })) : answer;
});

/** A member that the run has already keeps its value. */
const underneath: Layer = onCall(ID, async (asked, pass) => {
  const { processInstanceId, data } = taskOf(asked);
  const url = `/process/instance/${processInstanceId}`;
  const run = jsonOf(await pass({ ...asked, method: 'GET', url, body: Buffer.alloc(0) }));
  if (!isObject(run) || !isObject(run.data) || !isObject(data)) return undefined;
  return withJson(asked, { ...taskOf(asked), data: { ...data, ...run.data } });
});

/** A task that should have an effect has it on another run. */
const elsewhere: Layer = onSome(ID, async (asked, pass) => {
  const { processInstanceId, nodeId } = taskOf(asked);
  const url = `/process/instance/${processInstanceId}`;
  const run = jsonOf(await pass({ ...asked, method: 'GET', url, body: Buffer.alloc(0) }));
  // What has to be refused is left as it is.
  if (!isObject(run) || run.endTime !== null || nodeId !== 'approval-step') return pass(asked);
  const answer = await pass(withJson(asked, { ...taskOf(asked), processInstanceId: await freshRun(pass) }));
  return isGood(answer) ? resumed(asked) : answer;
});

/** All variables are gone but those of the task. */
function replacing(): Layer {
  const data = new Map<string, JsonObject>();
  return async (asked, pass) => {
    const answer = await pass(asked);
    if (!isGood(answer)) return answer;
    const task = taskOf(asked);
    if (isCallOf(asked, ID)) data.set(String(task.processInstanceId), (task.data ?? {}) as JsonObject);
    const left = isCallOf(asked, 'getInstance') && data.get(asked.url.split('/').at(-1) ?? '');
    return left ? withJson(answer, { ...(jsonOf(answer) as JsonObject), data: left }) : answer;
  };
}

const LAYERS: Record<string, () => Layer> = {
  'takes a second completion': () => pretending(409, /is not waiting for a task \(stateCd [123]\)/),
  'takes a task where nobody waits': () => pretending(409, /is not waiting for a task \(stateCd 0\)/),
  'says resumed at another node': () => pretending(409, /is not waiting at/),
  'completes at any node': () => atAnyNode,
  'takes tasks of unknown runs': () => pretending(404, /no process instance/),
  'does not merge the data': () =>
    altered(({ data, ...task }) => (isObject(data) || data === undefined ? task : { ...task, data })),
  'merges only the first member of the data': () =>
    altered((task) => ({
      ...task,
      ...(isObject(task.data) && { data: Object.fromEntries(Object.entries(task.data).slice(0, 1)) }),
    })),
  'lets the data of the run win over that of the task': () => underneath,
  'keeps the data under its own name': () =>
    altered((task) => ({ ...task, ...(isObject(task.data) && { data: { data: task.data } }) })),
  'loses what the run had': replacing,
  'completes when it should cancel': () =>
    altered((task) => (task.action === 'CANCEL' ? { ...task, action: 'COMPLETE' } : task)),
  'cancels when it should complete': () =>
    altered((task) => (task.action === 'COMPLETE' ? { ...task, action: 'CANCEL' } : task)),
  'has no effect on the run': () => elsewhere,
};

export const TASK_DEFECTS: Defect[] = Object.entries(LAYERS).map(([what, layer]) => ({
  name: `${ID}: ${what}`,
  api: 'apptor',
  operationId: ID,
  kind: 'tasks',
  layer,
}));
