import type { Behaviour, CatalogueMistake } from '../behaviour.ts';
import { type Catalogue, directoryOf } from './id-lookup.ts';
import type { Fixture, FlowX } from './product.ts';

/** Entries of `fixtures/flowx/instances.yaml`. */
export const instanceEntries: NonNullable<Behaviour<FlowX>['instanceEntries']> = {
  startedAt: 'startedAt',
  endedAt: 'endedAt',
  ids: ['uuid', 'processInstanceId'],
  unknownIds,
};

/** An instance is of an application of its workspace, and of a build and a process of that application. */
function unknownIds(
  { workspaceId, applicationId, buildId, process }: Fixture,
  catalogue: Catalogue,
): CatalogueMistake[] {
  const { workspaces, applications, builds } = directoryOf(catalogue);
  const found: CatalogueMistake[] = [];
  const wrong = (pointer: string, text: string): unknown => found.push({ pointer, text });
  if (!workspaces.has(workspaceId)) wrong('/workspaceId', `the catalogue has no workspace ${workspaceId}`);
  const entry = applications.get(applicationId);
  const built = builds.get(buildId);
  if (!built) wrong('/buildId', `the catalogue has no build ${buildId}`);
  if (!entry) {
    wrong('/applicationId', `the catalogue has no application ${applicationId}`);
    return found;
  }
  const { application, workspace } = entry;
  if (workspace.id !== workspaceId && workspaces.has(workspaceId))
    wrong(
      '/applicationId',
      `the application ${applicationId} is not in ${workspaceId}, but in ${workspace.id}`,
    );
  if (built && built.application.id !== applicationId)
    wrong('/buildId', `the build ${buildId} is not of ${applicationId}, but of ${built.application.id}`);
  if (!application.processes.some(({ name }) => name === process)) {
    const names = application.processes.map(({ name }) => name).join(', ') || 'none at all';
    wrong('/process', `the application ${applicationId} has no process ${process}, but ${names}`);
  }
  return found;
}
