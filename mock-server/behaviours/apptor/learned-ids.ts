import { type Catalogue, directoryOf, type Organization } from './id-lookup.ts';
import type { LearnedIds } from './product.ts';

/** A catalogue that `learn` may add to: lists that grow are copied, all else is shared with the original. */
export function toGrow(catalogue: Catalogue): Catalogue {
  const organizations = (catalogue.organizations ?? []).map((organization) => ({
    ...organization,
    flows: organization.flows.map((flow) => ({ ...flow, versions: [...flow.versions] })),
  }));
  return { ...catalogue, organizations };
}

/**
 * Adds what a learned fact says to a catalogue. A flow keeps the organization that it was learned with; keys are never
 * learned.
 * @param grown from `toGrow`
 * @returns whether the catalogue has something new
 */
export function learn(grown: Catalogue, { organization, processId, versionNumber }: LearnedIds): boolean {
  const { flows, organizations } = directoryOf(grown);
  const known = flows.get(processId);
  if (known && organization !== undefined && known.organization.id !== organization) return false;
  const version = { versionNumber: versionNumber ?? '1', state: 'PUBLISHED' as const };
  if (known) {
    const { versions } = known.flow;
    // A version that the catalogue has as a draft or archived stays so: publishing it would contradict the catalogue.
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
