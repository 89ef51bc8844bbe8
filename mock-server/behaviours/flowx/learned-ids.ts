import type { BuildSettings } from '../../../contracts/types/flowx.d.ts';
import { type Application, type Catalogue, directoryOf, type Workspace } from './id-lookup.ts';
import type { LearnedIds } from './product.ts';

/** Where applications stand whose workspace was not told yet. */
const UNTOLD = 'unknown';

/** Nobody told them, and every build info has them. */
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
 * The catalogue with what a fact adds. Ids it already has keep their place, so a pair that contradicts them is still
 * refused afterwards.
 */
export function learn(catalogue: Catalogue, fact: LearnedIds): Catalogue {
  const grown = toGrow(catalogue);
  const application = placed(grown, grown.workspaces, fact);
  if (!application) return catalogue;
  learnBuild(grown, application, fact);
  learnProcess(application, fact);
  return grown;
}

/**
 * A copy of what facts add to; the rest is the same objects, so that what was made of them, such as the validators of
 * start schemas, is not made again.
 */
function toGrow(catalogue: Catalogue): Catalogue & { workspaces: Workspace[] } {
  const applicationToGrow = (application: Application): Application => ({
    ...application,
    builds: [...application.builds],
    processes: [...application.processes],
    // A catalogue without resource definitions stays without: one that looks different was taught something.
    ...(application.resourceDefinitions && { resourceDefinitions: [...application.resourceDefinitions] }),
  });
  const workspaces = (catalogue.workspaces ?? []).map((workspace) => ({
    ...workspace,
    applications: workspace.applications.map(applicationToGrow),
  }));
  return { ...catalogue, workspaces };
}

/** The application of the fact, made or moved where that contradicts nothing. */
function placed(
  grown: Catalogue,
  workspaces: Workspace[],
  { workspaceId, appId, buildId }: LearnedIds,
): Application | undefined {
  const { applications, builds } = directoryOf({ ...grown });
  const owner = buildId === undefined ? undefined : builds.get(buildId)?.application;
  if (owner && owner.id !== appId) return undefined;
  const entry = applications.get(appId);
  const untold = entry?.workspace.id === UNTOLD && workspaceId !== undefined;
  if (entry && !untold)
    return entry.workspace.id === (workspaceId ?? entry.workspace.id) ? entry.application : undefined;
  const application = entry?.application ?? { id: appId, name: 'learned', builds: [], processes: [] };
  if (entry) entry.workspace.applications = entry.workspace.applications.filter(({ id }) => id !== appId);
  const id = workspaceId ?? UNTOLD;
  const workspace = workspaces.find((candidate) => candidate.id === id) ?? newcomer(workspaces, id);
  workspace.applications.push(application);
  return application;
}

function learnBuild(grown: Catalogue, application: Application, { buildId, workspaceId }: LearnedIds): void {
  const { builds } = directoryOf({ ...grown });
  // A learned application needs some build to start by name; its own id serves until a real one is told.
  const wanted = buildId ?? (application.builds.length === 0 ? application.id : undefined);
  if (wanted === undefined || builds.has(wanted)) return;
  application.builds.push({ id: wanted, status: 'COMMITTED', settings: structuredClone(SETTINGS) });
  const standIn = application.activeBuild === application.id && workspaceId === undefined;
  if (application.name === 'learned' && (application.activeBuild === undefined || standIn))
    application.activeBuild = wanted;
}

function learnProcess(application: Application, { process, resourceDefinitionId }: LearnedIds): void {
  application.resourceDefinitions ??= [];
  const definitions = application.resourceDefinitions;
  const known = definitions.find(({ id }) => id === resourceDefinitionId)?.process;
  const name = process ?? known ?? resourceDefinitionId;
  if (name === undefined) return;
  if (!application.processes.some((candidate) => candidate.name === name)) {
    application.processes.push({ name, flowxUuid: resourceDefinitionId ?? application.id });
  }
  if (resourceDefinitionId !== undefined && known === undefined)
    definitions.push({ id: resourceDefinitionId, process: name });
}

function newcomer(workspaces: Workspace[], id: string): Workspace {
  const workspace: Workspace = { id, name: 'learned', applications: [] };
  workspaces.push(workspace);
  return workspace;
}
