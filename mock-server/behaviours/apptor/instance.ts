import type { JsonObject } from '../../../contracts/reader/json.ts';
import { timestamp } from '../../domain/clock.ts';
import { type Instance, moved } from '../../domain/instance.ts';
import { changedMembers, type Data, merge } from '../../domain/merge.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Call, Reply } from '../behaviour.ts';
import { directoryOf } from './directory.ts';
import { STATE } from './state.ts';

/** What is kept of a run beside what every instance has. */
interface Facts {
  organization: string;
  processVersion: string;
  stateCd: number;
  waitingNode?: string | null;
  correlationKey: string | null;
}

export async function getInstance(call: Call): Promise<Reply> {
  const instance = await instanceOf(call, call.params.processInstanceId ?? '');
  const { processVersion, stateCd, correlationKey } = instance.facts as unknown as Facts;
  const processName =
    directoryOf(call.catalogue).flows.get(instance.process)?.flow.processName ?? instance.process;
  return {
    status: 200,
    body: {
      processInstanceId: instance.id,
      processId: instance.process,
      processName,
      processVersion,
      stateCd,
      startTime: instance.startedAt,
      endTime: instance.endedAt ?? null,
      correlationKey,
      data: instance.data,
    },
  };
}

/**
 * Answers the node a run waits at. Of two answers at once one wins; the other finds the run no longer waiting.
 * @throws Refusal unknown-instance, not-waiting, wrong-node
 */
export async function completeTask(call: Call): Promise<Reply> {
  const { processInstanceId, nodeId, action, data } = call.body as Record<string, string> & { data?: Data };
  const instance = await instanceOf(call, processInstanceId ?? '');
  checkWaiting(instance, nodeId ?? '');
  const after = merge(instance.data, data ?? {});
  const cancelled = action === 'CANCEL';
  const step = {
    to: cancelled ? 'cancelled' : 'completed',
    cause: String(action),
    at: timestamp(call.clock.now()),
    data: after,
    facts: { stateCd: cancelled ? STATE.cancelled : STATE.completed, waitingNode: null },
    ended: true,
  };
  const next = moved(instance, step, changedMembers(instance.data, after));
  const won = await call.instances.commit([{ instance: next, expected: instance.version }]);
  if (!won) return completeTask(call);
  return { status: 200, body: { processInstanceId: instance.id, status: 'resumed' } };
}

function checkWaiting({ id, facts }: Instance, nodeId: string): void {
  const { waitingNode, stateCd } = facts as unknown as Facts;
  if (!waitingNode) throw new Refusal('not-waiting', { processInstanceId: id, stateCd });
  if (waitingNode !== nodeId) throw new Refusal('wrong-node', { processInstanceId: id, nodeId, waitingNode });
}

/** The run, unless it is another organization's: then it is as unknown as one that never was. */
async function instanceOf(call: Call, processInstanceId: string): Promise<Instance> {
  const instance = await call.instances.get(processInstanceId);
  const { system, organization } = call.caller;
  const theirs = system || instance?.facts.organization === organization;
  if (instance?.api !== call.operation.api || !theirs)
    throw new Refusal('unknown-instance', { processInstanceId });
  return instance;
}

/** An entry of `fixtures/apptor/instances.yaml` as the store keeps it. */
export function instance(fixture: JsonObject): Instance {
  const { processInstanceId, processId, startTime, endTime, data, ...facts } = fixture as Record<
    string,
    string
  > & { data: Data };
  const { waitingNode, stateCd } = facts as unknown as Facts;
  const state = waitingNode ? `waiting at ${waitingNode}` : (Object.keys(STATE)[stateCd] ?? 'running');
  return {
    id: String(processInstanceId),
    api: 'apptor',
    process: String(processId),
    version: 1,
    state,
    data,
    startedAt: String(startTime),
    ...(endTime && { endedAt: endTime }),
    facts,
    timeline: [{ at: String(startTime), from: null, to: state, cause: 'fixture' }],
  };
}
