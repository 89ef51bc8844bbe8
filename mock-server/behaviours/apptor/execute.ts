import type { ExecuteWorkflowResponse, StartWorkflowResponse } from '../../../contracts/types/apptor.d.ts';
import { beginInstance } from '../../domain/instances/due-transitions.ts';
import type { Ids } from '../../domain/instances/ids.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Data } from '../../domain/values/process-data.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Reply } from '../behaviour.ts';
import { directoryOf, type Flow } from './id-lookup.ts';
import { CORRELATE } from './lifecycle.ts';
import type { ApptorCall, Facts } from './product.ts';

/** Starts a run of a flow of the caller's organization. */
export async function executeWorkflow(
  call: ApptorCall<'executeWorkflow'>,
): Promise<Reply<ExecuteWorkflowResponse>> {
  return start(call);
}

/**
 * The same for a flow of any organization, to which the run then belongs.
 * @throws Refusal system-key-required
 */
export async function startWorkflow(
  call: ApptorCall<'startWorkflow'>,
): Promise<Reply<StartWorkflowResponse>> {
  if (!call.caller.system) throw new Refusal('system-key-required');
  return start(call);
}

async function start(
  call: ApptorCall<'executeWorkflow' | 'startWorkflow'>,
): Promise<Reply<StartWorkflowResponse>> {
  const { processId, correlationKey, data } = call.body;
  const { versionNumber, environment = 'PRODUCTION' } = call.query;
  const { flow, organization } = flowOf(call, processId, versionNumber);
  const run = await runOf(flow, organization, { versionNumber, environment, correlationKey }, call.ids);
  const given = { ...run, data: data ?? {} };
  const { id, key } = run;
  const instance = beginInstance(call.instances.lifecycleOf(run), given, call.clock.now());
  await call.instances.add(instance);
  if (key !== undefined) await correlate(call, key, id, data);
  return {
    status: 200,
    body: { processInstanceId: id, processId, status: 'started', startTime: instance.startedAt },
  };
}

/**
 * A new run, beside its data and lifecycle.
 * @throws Refusal nothing-published, version-not-published
 */
export async function runOf(
  flow: Flow,
  organization: string,
  {
    versionNumber,
    environment,
    correlationKey,
  }: { versionNumber?: string | undefined; environment: string; correlationKey?: string | undefined },
  ids: Pick<Ids, 'word'>,
): Promise<Pick<Instance<Facts>, 'id' | 'api' | 'process' | 'facts' | 'key'>> {
  const facts = {
    organization,
    processVersion: versionOf(flow, versionNumber),
    environment,
    correlationKey: correlationKey ?? null,
  };
  const key = correlationKey === undefined ? undefined : keyOf(organization, correlationKey);
  const id = await ids.word(12, 'inst_');
  return { id, api: 'apptor', process: flow.processId, facts, ...(key !== undefined && { key }) };
}

/** Correlation keys of one organization mean nothing to another. */
export const keyOf = (organization: string, correlationKey: string): string =>
  `${organization} ${correlationKey}`;

/**
 * Resumes the runs that wait for a start with this key; no page says how a catch event is delivered. Only those that
 * were there before this one: so of two starts at once the later resumes the earlier.
 */
async function correlate(call: ApptorCall, key: string, own: string, data: Data | undefined): Promise<void> {
  const event = { type: CORRELATE, ...(data && { data }) };
  const all = await call.instances.find(call.api, key);
  for (const id of all.slice(0, all.indexOf(own))) {
    const run = await call.instances.get(id);
    if (!run || !call.instances.lifecycleOf(run).metaOf(run).catches) continue;
    await call.instances.change(id, (now) => call.instances.receive(now, event) ?? now);
  }
}

function flowOf(
  call: ApptorCall,
  processId: string,
  versionNumber?: string,
): { flow: Flow; organization: string } {
  const { organization, system } = call.caller;
  const catalogue = call.learn
    ? call.learn({
        processId,
        ...(organization && { organization }),
        ...(versionNumber && { versionNumber }),
      })
    : call.catalogue;
  const directory = directoryOf(catalogue);
  const entry = directory.flows.get(processId);
  if (!entry || (!system && entry.organization.id !== organization)) {
    const own = directory.organizations.get(organization ?? '')?.flows ?? [];
    const meant = system
      ? { asked: processId, known: directory.flows.keys(), of: directory.flows }
      : { asked: processId, known: own.map((flow) => flow.processId), of: own };
    throw new Refusal('unknown-flow', { processId }, { meant });
  }
  return { flow: entry.flow, organization: entry.organization.id };
}

/** The version asked for, else the latest published one (page /ui/version-management). */
function versionOf({ processId, versions }: Flow, versionNumber?: string): string {
  const published = versions.filter(({ state }) => state === 'PUBLISHED');
  const version =
    versionNumber === undefined
      ? published.at(-1)
      : published.find((one) => one.versionNumber === versionNumber);
  if (version) return version.versionNumber;
  throw versionNumber === undefined
    ? new Refusal('nothing-published', { processId })
    : new Refusal('version-not-published', { processId, versionNumber });
}
