import type {
  GetBuildInfoByApplicationResponse,
  GetBuildInfoResponse,
} from '../../../contracts/types/flowx.d.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Reply } from '../behaviour.ts';
import { type Directory, directoryOf } from './id-lookup.ts';
import type { FlowXCall } from './product.ts';
import {
  activeBuildAnywhere,
  activeBuildOf,
  directoryFor,
  type FoundBuild,
  instanceOf,
} from './resolve-build.ts';

/** The active build of an application. */
export async function getBuildInfo(call: FlowXCall<'getBuildInfo'>): Promise<Reply<GetBuildInfoResponse>> {
  const { workspaceId, appId } = call.params;
  return info(activeBuildOf(directoryFor(call, { workspaceId, appId }), workspaceId, appId));
}

/** The build an instance was started on, which need not be the active one any more. */
export async function getBuildInfoByProcessInstance(
  call: FlowXCall<'getBuildInfoByProcessInstance'>,
): Promise<Reply<GetBuildInfoResponse>> {
  const { facts } = await instanceOf(call, call.params.processInstanceUuid);
  const { buildId } = facts;
  return info(builtOf(directoryOf(call.catalogue), buildId));
}

/**
 * The build that a session of a UI flow runs on.
 * @throws Refusal unknown-ui-flow-session
 */
export async function getBuildInfoByUiFlowSession(
  call: FlowXCall<'getBuildInfoByUiFlowSession'>,
): Promise<Reply<GetBuildInfoResponse>> {
  const { uiFlowSessionUuid } = call.params;
  const directory = sessionsOf(call, uiFlowSessionUuid);
  const buildId = directory.uiFlowSessions.get(uiFlowSessionUuid);
  if (buildId === undefined) {
    const meant = {
      asked: uiFlowSessionUuid,
      known: directory.uiFlowSessions.keys(),
      of: directory.uiFlowSessions,
    };
    throw new Refusal('unknown-ui-flow-session', { uiFlowSessionUuid }, { meant });
  }
  return info(builtOf(directory, buildId));
}

/** The active build of an application, in the words of 4.6 to 5.0, which had no workspaces. */
export async function getBuildInfoByApplication(
  call: FlowXCall<'getBuildInfoByApplication'>,
): Promise<Reply<GetBuildInfoByApplicationResponse>> {
  const { appId } = call.params;
  const { application, build } = activeBuildAnywhere(directoryFor(call, { appId }), appId);
  return {
    status: 200,
    body: { buildId: build.id, applicationId: application.id, buildSettings: build.settings },
  };
}

/** With `--learn` a session that nobody knows is one of the first application that has an active build. */
function sessionsOf(call: FlowXCall, uiFlowSessionUuid: string): Directory {
  const directory = directoryOf(call.catalogue);
  if (!call.learn || directory.uiFlowSessions.has(uiFlowSessionUuid)) return directory;
  const all = [...directory.applications.values()];
  const first = all.find(({ application }) => application.activeBuild !== undefined);
  if (!first) return directory;
  return directoryOf(call.learn({ appId: first.application.id, uiFlowSessionUuid }));
}

function builtOf(directory: Directory, buildId: string): FoundBuild {
  const built = directory.builds.get(buildId);
  const entry = built && directory.applications.get(built.application.id);
  if (!entry) throw new Refusal('unknown-build', { buildId });
  return { ...entry, build: built.build };
}

function info({ workspace, application, build }: FoundBuild): Reply<GetBuildInfoResponse> {
  const body = {
    workspaceId: workspace.id,
    buildId: build.id,
    applicationId: application.id,
    buildSettings: build.settings,
  };
  return { status: 200, body };
}
