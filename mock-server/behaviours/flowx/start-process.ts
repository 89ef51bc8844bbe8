import type {
  StartProcessByBuildResponse,
  StartProcessByNameResponse,
  StartProcessCopyingDataResponse,
  StartProcessInheritingRequest,
  StartProcessInheritingResponse,
} from '../../../contracts/types/flowx.d.ts';
import { beginInstance } from '../../domain/instances/due-transitions.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { digest } from '../../domain/values/digest.ts';
import { type Data, merge, pick } from '../../domain/values/process-data.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { uuidFromDigest } from '../../domain/values/uuid.ts';
import type { Reply } from '../behaviour.ts';
import { factsOfStart } from './facts-of-start.ts';
import type { Process } from './id-lookup.ts';
import type { FlowXCall, ProcessInstance, StartFacts } from './product.ts';
import {
  activeBuildOf,
  buildOf,
  directoryFor,
  type FoundBuild,
  instanceOf,
  processOf,
} from './resolve-build.ts';

type Started = Instance<StartFacts>;

export async function startProcessByBuild(
  call: FlowXCall<'startProcessByBuild'>,
): Promise<Reply<StartProcessByBuildResponse>> {
  const { appId, buildId, processDefinitionName: process } = call.params;
  const found = buildOf(directoryFor(call, { appId, buildId, process }), appId, buildId);
  return {
    status: 200,
    body: whole(call, await start(call, found, processOf(found.application, process), call.body)),
  };
}

export async function startProcessByName(
  call: FlowXCall<'startProcessByName'>,
): Promise<Reply<StartProcessByNameResponse>> {
  const { workspaceId, appId, processName: process } = call.params;
  const found = activeBuildOf(directoryFor(call, { workspaceId, appId, process }), workspaceId, appId);
  return {
    status: 200,
    body: brief(call, await start(call, found, processOf(found.application, process), call.body)),
  };
}

/** The data of the source at this moment, and the body over it, member by member of the first level. */
export async function startProcessCopyingData(
  call: FlowXCall<'startProcessCopyingData'>,
): Promise<Reply<StartProcessCopyingDataResponse>> {
  const { workspaceId, appId, processName: process, processInstanceId } = call.params;
  const found = activeBuildOf(directoryFor(call, { workspaceId, appId, process }), workspaceId, appId);
  const definition = processOf(found.application, process);
  const source = await instanceOf(call, processInstanceId);
  return {
    status: 200,
    body: brief(call, await start(call, found, definition, merge(source.data, call.body))),
  };
}

export async function startProcessInheriting(
  call: FlowXCall<'startProcessInheriting'>,
): Promise<Reply<StartProcessInheritingResponse>> {
  const { workspaceId, appId, resourceDefinitionId, processInstanceId } = call.params;
  const found = activeBuildOf(
    directoryFor(call, { workspaceId, appId, resourceDefinitionId }),
    workspaceId,
    appId,
  );
  const { resourceDefinitions = [] } = found.application;
  const resource = resourceDefinitions.find(({ id }) => id === resourceDefinitionId);
  if (!resource) {
    const known = resourceDefinitions.map(({ id }) => id);
    const meant = { asked: resourceDefinitionId, known, of: resourceDefinitions };
    throw new Refusal('unknown-resource-definition', { resourceDefinitionId }, { meant });
  }
  const definition = processOf(found.application, resource.process);
  const source = await instanceOf(call, processInstanceId);
  const instance = await start(call, found, definition, inherited(source.data, call.body));
  return { status: 200, body: { ...whole(call, instance), workspaceId: found.workspace.id } };
}

/** What `paramsToInherit` lets through: those named by `paramsToCopy`, or all, without those of `withoutParams`. */
function inherited(data: Data, { paramsToInherit = {} }: StartProcessInheritingRequest): Data {
  const { paramsToCopy, withoutParams } = paramsToInherit;
  const wanted = paramsToCopy?.length ? new Set(paramsToCopy) : undefined;
  const unwanted = new Set(withoutParams);
  return pick(data, (name) => (wanted?.has(name) ?? true) && !unwanted.has(name));
}

async function start(call: FlowXCall, found: FoundBuild, process: Process, data: Data): Promise<Started> {
  checkGroups(call, process);
  const facts = await factsOfStart(found, process, data, call);
  const following = { api: call.api, process: process.name, facts };
  const lifecycle = call.instances.lifecycleOf(following);
  const instance = beginInstance(
    lifecycle,
    { id: await call.ids.uuid(), data, ...following },
    call.clock.now(),
  );
  await call.instances.add(instance);
  return instance;
}

/** A token that says nothing of who bears it may do everything. */
function checkGroups({ caller }: FlowXCall, { groups }: Process): void {
  if (!groups || !caller.groups || groups.some((group) => caller.groups?.includes(group))) return;
  throw new Refusal('permission-missing', { permission: `of one of the groups ${groups.join(', ')}` });
}

/** The answer of the pages rest2 and rdi. */
function whole(call: FlowXCall, instance: Started): StartProcessByBuildResponse {
  const { id, process, facts } = instance;
  const { state, token, node } = call.instances.lifecycleOf(instance).metaOf(instance);
  return {
    processDefinitionFlowxUuid: facts.processDefinitionFlowxUuid,
    buildId: facts.buildId,
    buildStatusAtStart: facts.buildStatusAtStart,
    applicationId: facts.applicationId,
    parentApplicationId: facts.parentApplicationId,
    rootApplicationId: facts.rootApplicationId,
    processDefinitionName: process,
    tokens: [{ id: facts.tokenId, ...token, ...tokenDetails(instance, node) }],
    state,
    uuid: id,
    instanceMetadata: { processInstanceId: facts.processInstanceId, processInstanceUuid: id },
  };
}

/** What the pages on tokens list beside what the page of the start shows; it depends on nothing but the instance. */
function tokenDetails({ id, process, facts, timeline, startedAt }: Started, node: string | undefined) {
  return {
    uuid: uuidFromDigest(digest('token', id, facts.tokenId)),
    currentNodeId: Number.parseInt(digest('node', process, node ?? '').slice(0, 5), 16) + 1,
    currentNodeName: node ?? null,
    dateUpdated: timeline.at(-1)?.at ?? startedAt,
  };
}

/** The answer of the pages start-by-process-name and start-with-copy-data. */
function brief(call: FlowXCall, instance: ProcessInstance): StartProcessByNameResponse {
  const { id, process, facts } = instance;
  return {
    processDefinitionName: process,
    uuid: id,
    state: call.instances.lifecycleOf(instance).metaOf(instance).state,
    applicationId: facts.applicationId,
    buildId: facts.buildId,
    instanceMetadata: { processInstanceUuid: id },
  };
}
