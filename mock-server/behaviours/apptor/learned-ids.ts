import { type Catalogue, directoryOf, type Organization } from './id-lookup.ts';
import type { LearnedIds } from './product.ts';

/** A copy of what facts add to; the rest is the same objects. */
export function toGrow(catalogue: Catalogue): Catalogue {
  const organizations = (catalogue.organizations ?? []).map((organization) => ({
    ...organization,
    flows: organization.flows.map((flow) => ({ ...flow, versions: [...flow.versions] })),
  }));
  return { ...catalogue, organizations };
}

/** Adds what a fact says. A flow keeps the organization that it was learned with. Keys are never learned. */
export function learn(grown: Catalogue, { organization, processId, versionNumber }: LearnedIds): boolean {
  const { flows, organizations } = directoryOf(grown);
  const known = flows.get(processId);
  if (known && organization !== undefined && known.organization.id !== organization) return false;
  const version = { versionNumber: versionNumber ?? '1', state: 'PUBLISHED' as const };
  if (known) {
    const { versions } = known.flow;
    // A version that is known as a draft or archived stays so: that would be a contradiction, not news.
    if (!versionNumber || versions.some((one) => one.versionNumber === versionNumber)) return false;
    versions.push(version);
    return true;
  }
  if (organization === undefined) return false;
  const home = organizations.get(organization) ?? newcomer(organization);
  if (!organizations.has(organization)) grown.organizations?.push(home);
  organizations.set(organization, home);
  const flow = { processId, processName: processId, versions: [version], nodes: [] };
  home.flows.push(flow);
  flows.set(processId, { flow, organization: home });
  return true;
}

const newcomer = (id: string): Organization => ({ id, name: 'learned', roles: [], keys: [], flows: [] });
