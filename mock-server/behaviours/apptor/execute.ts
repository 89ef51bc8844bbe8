import { timestamp } from '../../domain/clock.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Data } from '../../domain/merge.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Call, Reply } from '../behaviour.ts';
import { directoryOf, type Flow } from './directory.ts';
import { stateAt } from './state.ts';

/** Starts a run of a flow of the caller's organization. */
export async function executeWorkflow(call: Call): Promise<Reply> {
  return start(call);
}

/**
 * The same for a flow of any organization, to which the run then belongs.
 * @throws Refusal system-key-required
 */
export async function startWorkflow(call: Call): Promise<Reply> {
  if (!call.caller.system) throw new Refusal('system-key-required');
  return start(call);
}

async function start(call: Call): Promise<Reply> {
  const { processId, correlationKey, data } = call.body as {
    processId: string;
    correlationKey?: string;
    data?: Data;
  };
  const { versionNumber, environment = 'PRODUCTION' } = call.query as {
    versionNumber?: string;
    environment?: string;
  };
  const { flow, organization } = flowOf(call, processId, versionNumber);
  const at = timestamp(call.clock.now());
  const { state, facts } = stateAt(flow);
  const instance: Instance = {
    id: `inst_${call.ids.word(12)}`,
    api: call.operation.api,
    process: processId,
    version: 1,
    state,
    data: data ?? {},
    startedAt: at,
    facts: {
      ...facts,
      organization,
      processVersion: versionOf(flow, versionNumber),
      environment,
      correlationKey: correlationKey ?? null,
    },
    timeline: [{ at, from: null, to: state, cause: 'start' }],
  };
  const stored = await call.instances.commit([{ instance, expected: null }]);
  if (!stored) throw new Error(`the id ${instance.id} was given twice`);
  return {
    status: 200,
    body: { processInstanceId: instance.id, processId, status: 'started', startTime: at },
  };
}

function flowOf(call: Call, processId: string, versionNumber?: string): { flow: Flow; organization: string } {
  const { organization, system } = call.caller;
  const catalogue = call.learn
    ? call.learn({
        processId,
        ...(organization && { organization }),
        ...(versionNumber && { versionNumber }),
      })
    : call.catalogue;
  const entry = directoryOf(catalogue).flows.get(processId);
  if (!entry || (!system && entry.organization.id !== organization))
    throw new Refusal('unknown-flow', { processId });
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
