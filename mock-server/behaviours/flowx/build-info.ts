import type { GetBuildInfoResponse } from '../../../contracts/types/flowx.d.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Reply } from '../behaviour.ts';
import { directoryOf } from './id-lookup.ts';
import type { FlowXCall } from './product.ts';
import { activeBuildOf, directoryFor, type FoundBuild, instanceOf } from './resolve-build.ts';

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
  const directory = directoryOf(call.catalogue);
  const built = directory.builds.get(buildId);
  const entry = built && directory.applications.get(built.application.id);
  if (!entry) throw new Refusal('unknown-build', { buildId });
  return info({ ...entry, build: built.build });
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
