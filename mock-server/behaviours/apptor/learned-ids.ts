import type { Catalogue, Organization } from './id-lookup.ts';
import type { LearnedIds } from './product.ts';

/** The catalogue with what a fact adds. A flow keeps the organization that it was learned with. Keys are never learned. */
export function learn(
  catalogue: Catalogue,
  { organization, processId, versionNumber }: LearnedIds,
): Catalogue {
  const grown = structuredClone(catalogue);
  grown.organizations ??= [];
  const { organizations } = grown;
  const owner = organizations.find(({ flows }) => flows.some((flow) => flow.processId === processId));
  if (owner && organization !== undefined && owner.id !== organization) return catalogue;
  const home =
    owner ?? organizations.find(({ id }) => id === organization) ?? newcomer(organizations, organization);
  if (!home) return catalogue;
  const flow = home.flows.find((candidate) => candidate.processId === processId);
  const version = { versionNumber: versionNumber ?? '1', state: 'PUBLISHED' as const };
  if (!flow) home.flows.push({ processId, processName: processId, versions: [version], nodes: [] });
  // A version that is known as a draft or archived stays so: that would be a contradiction, not news.
  else if (versionNumber && !flow.versions.some((known) => known.versionNumber === versionNumber))
    flow.versions.push(version);
  return grown;
}

function newcomer(organizations: Organization[], id: string | undefined): Organization | undefined {
  if (id === undefined) return undefined;
  const organization: Organization = { id, name: 'learned', roles: [], keys: [], flows: [] };
  organizations.push(organization);
  return organization;
}
