import type { Sample } from '../template-for-init.ts';
import { type Application, type Catalogue, directoryOf, type Process } from './id-lookup.ts';
import type { ProcessInstance } from './product.ts';

/** Calls that work with the ids of a catalogue. */
export function samples(
  catalogue: Catalogue,
  instances: readonly ProcessInstance[],
): Record<string, Sample | null> {
  const { applications, uiFlowSessions } = directoryOf(catalogue);
  const entries = [...applications.values()].filter(
    ({ application }) => application.activeBuild !== undefined,
  );
  const chosen = entries.find(({ application }) => application.processes.some(takesAnything));
  const source = instances.find(({ api }) => api === 'flowx')?.id;
  const none = {
    startProcessByBuild: null,
    startProcessByName: null,
    getBuildInfo: null,
    getBuildInfoByApplication: null,
    getBuildInfoByUiFlowSession: null,
  };
  const [session] = uiFlowSessions.keys();
  const process = chosen?.application.processes.find(takesAnything)?.name;
  if (!chosen || process === undefined) return { ...none, ...withSource(undefined, undefined, undefined) };
  const { application, workspace } = chosen;
  const named = { workspaceId: workspace.id, appId: application.id, processName: process };
  const built = {
    appId: application.id,
    buildId: application.activeBuild ?? '',
    processDefinitionName: process,
  };
  return {
    startProcessByBuild: { params: built },
    startProcessByName: { params: named },
    getBuildInfo: { params: { workspaceId: workspace.id, appId: application.id } },
    getBuildInfoByApplication: { params: { appId: application.id } },
    getBuildInfoByUiFlowSession: session === undefined ? null : { params: { uiFlowSessionUuid: session } },
    ...withSource(source, named, application),
  };
}

/** The calls that begin with an instance. */
function withSource(
  source: string | undefined,
  named: Record<string, string> | undefined,
  application: Application | undefined,
) {
  const resource = application?.resourceDefinitions?.find(({ process }) =>
    application.processes.some((one) => one.name === process && takesAnything(one)),
  );
  const { processName: _, ...place } = named ?? {};
  const from = source === undefined ? undefined : { processInstanceId: source };
  return {
    startProcessCopyingData: from && named ? { params: { ...named, ...from } } : null,
    startProcessInheriting:
      from && resource ? { params: { ...place, ...from, resourceDefinitionId: resource.id } } : null,
    getBuildInfoByProcessInstance: source === undefined ? null : { params: { processInstanceUuid: source } },
  };
}

function takesAnything({ startSchema, startNodes = [] }: Process): boolean {
  return startSchema === undefined && startNodes.length < 2;
}
