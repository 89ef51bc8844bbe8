import type { BuildSettings } from '../../../contracts/types/flowx.d.ts';
import { type Application, type Catalogue, type Directory, directoryOf } from './id-lookup.ts';
import type { LearnedIds } from './product.ts';

/** Id of the made-up workspace for applications whose workspace no call has named yet. */
const UNTOLD = 'unknown';

/** Settings of a learned build: no call names them, and every build info shows some. */
const SETTINGS: BuildSettings = {
  applicationVersionId: '00000000-0000-0000-0000-000000000000',
  platforms: 'OMNICHANNEL',
  themeId: '00000000-0000-0000-0000-000000000000',
  dateDisplayFormat: { format: 'short' },
  numberDisplayFormat: { minDecimals: 1, maxDecimals: 2 },
  currencyDisplayFormat: { format: 'isoCode' },
  defaultLanguageCode: 'en',
};

/**
 * A catalogue that `learn` may add to: lists that grow are copied. All else is shared with the original, so that what was
 * made of it, such as the validators of start schemas, is not made again.
 */
export function toGrow(catalogue: Catalogue): Catalogue {
  const applicationToGrow = (application: Application): Application => ({
    ...application,
    builds: [...application.builds],
    processes: [...application.processes],
    ...(application.resourceDefinitions && { resourceDefinitions: [...application.resourceDefinitions] }),
    ...(application.uiFlowSessions && { uiFlowSessions: [...application.uiFlowSessions] }),
  });
  const workspaces = (catalogue.workspaces ?? []).map((workspace) => ({
    ...workspace,
    applications: workspace.applications.map(applicationToGrow),
  }));
  return { ...catalogue, workspaces };
}

/**
 * Adds what a learned fact says to a catalogue. Ids that the catalogue has keep their place, so a pair that contradicts
 * them is still refused afterwards.
 * @param grown from `toGrow`
 * @returns whether the catalogue has something new
 */
export function learn(grown: Catalogue, fact: LearnedIds): boolean {
  const directory = directoryOf(grown);
  const owner = fact.buildId === undefined ? undefined : directory.builds.get(fact.buildId)?.application;
  if (owner && owner.id !== fact.appId) return false;
  const known = directory.applications.get(fact.appId);
  const untold = known?.workspace.id === UNTOLD && fact.workspaceId !== undefined;
  const contradicted = known && !untold && known.workspace.id !== (fact.workspaceId ?? known.workspace.id);
  if (contradicted) return false;
  const placed = known && !untold ? undefined : place(grown, directory, fact);
  const application = placed ?? known?.application;
  if (!application) return false;
  const news = [
    learnBuild(directory, application, fact),
    learnProcess(application, fact),
    learnSession(directory, application, fact),
  ];
  return placed !== undefined || news.includes(true);
}

/** Makes the application that a fact names, or moves the application into the workspace that a call has named at last. */
function place(
  grown: Catalogue,
  { applications, workspaces }: Directory,
  { appId, workspaceId }: LearnedIds,
): Application {
  const before = applications.get(appId);
  const application = before?.application ?? {
    id: appId,
    name: 'learned',
    builds: [],
    processes: [],
    resourceDefinitions: [],
  };
  before?.workspace.applications.splice(before.workspace.applications.indexOf(application), 1);
  const id = workspaceId ?? UNTOLD;
  const workspace = workspaces.get(id) ?? { id, name: 'learned', applications: [] };
  if (!workspaces.has(id)) grown.workspaces?.push(workspace);
  workspaces.set(id, workspace);
  workspace.applications.push(application);
  applications.set(appId, { application, workspace });
  return application;
}

function learnBuild(
  { builds }: Directory,
  application: Application,
  { buildId, workspaceId }: LearnedIds,
): boolean {
  // A learned application needs some build to start by name; its own id serves until a real one is told.
  const wanted = buildId ?? (application.builds.length === 0 ? application.id : undefined);
  if (wanted === undefined || builds.has(wanted)) return false;
  const build = { id: wanted, status: 'COMMITTED', settings: structuredClone(SETTINGS) };
  application.builds.push(build);
  builds.set(wanted, { build, application });
  const standIn = application.activeBuild === application.id && workspaceId === undefined;
  if (application.name === 'learned' && (application.activeBuild === undefined || standIn))
    application.activeBuild = wanted;
  return true;
}

function learnSession(
  { uiFlowSessions }: Directory,
  application: Application,
  { uiFlowSessionUuid: id }: LearnedIds,
): boolean {
  const build = application.activeBuild;
  if (id === undefined || build === undefined || uiFlowSessions.has(id)) return false;
  application.uiFlowSessions = [...(application.uiFlowSessions ?? []), { id, build }];
  uiFlowSessions.set(id, build);
  return true;
}

function learnProcess(application: Application, { process, resourceDefinitionId }: LearnedIds): boolean {
  const definitions = application.resourceDefinitions ?? [];
  const known = definitions.find(({ id }) => id === resourceDefinitionId)?.process;
  const name = process ?? known ?? resourceDefinitionId;
  if (name === undefined) return false;
  const isNew = !application.processes.some((candidate) => candidate.name === name);
  if (isNew) application.processes.push({ name, flowxUuid: resourceDefinitionId ?? application.id });
  if (resourceDefinitionId === undefined || known !== undefined) return isNew;
  definitions.push({ id: resourceDefinitionId, process: name });
  application.resourceDefinitions = definitions;
  return true;
}
