import { Refusal } from '../../domain/values/refusal.ts';
import type { Behaviour } from '../behaviour.ts';
import { factsOfStart } from './facts-of-start.ts';
import { directoryOf } from './id-lookup.ts';
import type { FlowX } from './product.ts';
import { activeBuildOf, processOf } from './resolve-build.ts';

/** A process of the application named; else of the first that has one of this name, and an active build. */
export const begin: NonNullable<Behaviour<FlowX>['begin']> = async (wanted, catalogue, schemas, ids) => {
  const directory = directoryOf(catalogue);
  const { process: name, application: appId, data } = wanted;
  const entries = [...directory.applications.values()];
  const entry =
    appId === undefined
      ? entries.find(
          ({ application: { activeBuild, processes } }) =>
            activeBuild !== undefined && processes.some((process) => process.name === name),
        )
      : directory.applications.get(appId);
  if (!entry && appId !== undefined) throw new Refusal('unknown-application', { appId });
  if (!entry) throw new Refusal('unknown-process', { process: name, appId: 'any with an active build' });
  const { application, workspace } = entry;
  const process = processOf(application, name);
  const found = activeBuildOf(directory, workspace.id, application.id);
  const facts = await factsOfStart(found, process, data, { schemas, ids });
  return { id: await ids.uuid(), api: 'flowx', process: name, facts };
};
