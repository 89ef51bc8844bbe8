import type { CompleteTaskResponse, GetInstanceResponse } from '../../../contracts/types/apptor.d.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Behaviour, Reply } from '../behaviour.ts';
import { keyOf } from './execute.ts';
import { type Catalogue, directoryOf } from './id-lookup.ts';
import type { Apptor, ApptorCall, Fixture, Run, Runs } from './product.ts';

export async function getInstance(call: ApptorCall<'getInstance'>): Promise<Reply<GetInstanceResponse>> {
  const found = await runOf(call, call.params.processInstanceId);
  const instance = (await call.instances.untilEnded(found.id)) ?? found;
  return { status: 200, body: bodyOf(instance, call.catalogue, call.instances) };
}

/** What `getInstance` would answer about a stored run. */
export const shown: NonNullable<Behaviour<Apptor>['shown']> = (instance, catalogue, lifecycleOf) => ({
  operationId: 'getInstance',
  body: bodyOf(instance, catalogue, { lifecycleOf }),
});

function bodyOf(instance: Run, catalogue: Catalogue, runs: Pick<Runs, 'lifecycleOf'>): GetInstanceResponse {
  const { processVersion, correlationKey } = instance.facts;
  const processName =
    directoryOf(catalogue).flows.get(instance.process)?.flow.processName ?? instance.process;
  return {
    processInstanceId: instance.id,
    processId: instance.process,
    processName,
    processVersion,
    stateCd: runs.lifecycleOf(instance).metaOf(instance).stateCd,
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
export async function completeTask(call: ApptorCall<'completeTask'>): Promise<Reply<CompleteTaskResponse>> {
  const { processInstanceId, nodeId, action, data } = call.body;
  await runOf(call, processInstanceId);
  await call.instances.change(processInstanceId, (now) => {
    checkWaiting(call, now, nodeId);
    const after = call.instances.receive(now, { type: action, ...(data && { data }) });
    if (!after) throw new Refusal('action-not-possible', { processInstanceId, nodeId, action });
    return after;
  });
  return { status: 200, body: { processInstanceId, status: 'resumed' } };
}

function checkWaiting({ instances }: ApptorCall, instance: Run, nodeId: string): void {
  const { waitingNode, stateCd } = instances.lifecycleOf(instance).metaOf(instance);
  const processInstanceId = instance.id;
  if (waitingNode === undefined) throw new Refusal('not-waiting', { processInstanceId, stateCd });
  if (waitingNode !== nodeId) throw new Refusal('wrong-node', { processInstanceId, nodeId, waitingNode });
}

/** The run, unless it is another organization's: then it is as unknown as one that never was. */
async function runOf(call: ApptorCall, processInstanceId: string): Promise<Run> {
  const instance = await call.instances.get(processInstanceId);
  const { system, organization } = call.caller;
  const theirs = system || instance?.facts.organization === organization;
  if (instance?.api !== call.api || !theirs) throw new Refusal('unknown-instance', { processInstanceId });
  return instance;
}

/** An entry of the fixtures as the store keeps it. */
export function instance(fixture: Fixture): Run {
  const { processInstanceId, processId, state, startTime, endTime, data, ...facts } = fixture;
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

/** It as an entry of the fixtures. */
export function entry({ id, process, state, startedAt, endedAt, data, facts }: Run): Fixture {
  const { organization, processVersion, environment, correlationKey } = facts;
  const ids = { processInstanceId: id, processId: process, organization, processVersion, environment };
  return { ...ids, state, startTime: startedAt, endTime: endedAt ?? null, correlationKey, data };
}
