import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Data } from '../../domain/values/process-data.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Behaviour, Call, Instances, Reply } from '../behaviour.ts';
import { keyOf } from './execute.ts';
import { directoryOf } from './id-lookup.ts';
import { shownOf } from './lifecycle.ts';

/** What is kept of a run beside what every instance has. */
interface Facts {
  organization: string;
  processVersion: string;
  correlationKey: string | null;
}

export async function getInstance(call: Call): Promise<Reply> {
  const found = await instanceOf(call, call.params.processInstanceId ?? '');
  const instance = (await call.instances.untilEnded(found.id)) ?? found;
  return { status: 200, body: bodyOf(instance, call.catalogue, call.instances) };
}

/** The same for a stored one that nobody asked for yet. */
export const shown: NonNullable<Behaviour['shown']> = (instance, catalogue, lifecycleOf) => ({
  operationId: 'getInstance',
  body: bodyOf(instance, catalogue, { lifecycleOf }),
});

function bodyOf(instance: Instance, catalogue: JsonObject, instances: Pick<Instances, 'lifecycleOf'>): Data {
  const { processVersion, correlationKey } = instance.facts as unknown as Facts;
  const processName =
    directoryOf(catalogue).flows.get(instance.process)?.flow.processName ?? instance.process;
  return {
    processInstanceId: instance.id,
    processId: instance.process,
    processName,
    processVersion,
    stateCd: shownOf(instances, instance).stateCd,
    startTime: instance.startedAt,
    endTime: instance.endedAt ?? null,
    correlationKey,
    data: instance.data,
  };
}

/**
 * Answers the node a run waits at. Of two answers at once one wins; the other finds the run no longer waiting.
 * @throws Refusal unknown-instance, not-waiting, wrong-node
 */
export async function completeTask(call: Call): Promise<Reply> {
  const {
    processInstanceId = '',
    nodeId = '',
    action = '',
    data,
  } = call.body as Record<string, string> & { data?: Data };
  await instanceOf(call, processInstanceId);
  await call.instances.change(processInstanceId, (now) => {
    checkWaiting(call, now, nodeId);
    const after = call.instances.receive(now, { type: action, ...(data && { data }) });
    if (!after) throw new Refusal('action-not-possible', { processInstanceId, nodeId, action });
    return after;
  });
  return { status: 200, body: { processInstanceId, status: 'resumed' } };
}

function checkWaiting(call: Call, instance: Instance, nodeId: string): void {
  const { waitingNode, stateCd } = shownOf(call.instances, instance);
  const processInstanceId = instance.id;
  if (waitingNode === undefined) throw new Refusal('not-waiting', { processInstanceId, stateCd });
  if (waitingNode !== nodeId) throw new Refusal('wrong-node', { processInstanceId, nodeId, waitingNode });
}

/** The run, unless it is another organization's: then it is as unknown as one that never was. */
async function instanceOf(call: Call, processInstanceId: string): Promise<Instance> {
  const instance = await call.instances.get(processInstanceId);
  const { system, organization } = call.caller;
  const theirs = system || instance?.facts.organization === organization;
  if (instance?.api !== call.api || !theirs) throw new Refusal('unknown-instance', { processInstanceId });
  return instance;
}

/** An entry of `fixtures/apptor/instances.yaml`. */
interface Fixture {
  processInstanceId: string;
  processId: string;
  state: string;
  startTime: string;
  endTime: string | null;
  data: Data;
  organization: string;
  correlationKey: string | null;
}

/** It as the store keeps it. */
export function instance(fixture: JsonObject): Instance {
  const { processInstanceId, processId, state, startTime, endTime, data, ...facts } =
    fixture as unknown as Fixture;
  const { organization, correlationKey } = facts;
  return {
    id: processInstanceId,
    api: 'apptor',
    process: processId,
    version: 1,
    state,
    data,
    timers: [],
    startedAt: startTime,
    ...(endTime !== null && { endedAt: endTime }),
    ...(correlationKey !== null && { key: keyOf(organization, correlationKey) }),
    facts,
    timeline: [{ at: startTime, from: null, to: state, cause: 'fixture' }],
  };
}
