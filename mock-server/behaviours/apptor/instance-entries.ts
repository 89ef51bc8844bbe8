import type { Behaviour, CatalogueMistake } from '../behaviour.ts';
import { type Catalogue, directoryOf } from './id-lookup.ts';
import type { Apptor, Fixture } from './product.ts';

/** Entries of `fixtures/apptor/instances.yaml`. */
export const instanceEntries: NonNullable<Behaviour<Apptor>['instanceEntries']> = {
  startedAt: 'startTime',
  endedAt: 'endTime',
  ids: ['processInstanceId'],
  unknownIds,
};

/** A run is of a flow of its organization, and of a version that was published at some time: drafts never ran. */
function unknownIds(
  { organization, processId, processVersion }: Fixture,
  catalogue: Catalogue,
): CatalogueMistake[] {
  const { organizations, flows } = directoryOf(catalogue);
  const found: CatalogueMistake[] = [];
  if (!organizations.has(organization))
    found.push({ pointer: '/organization', text: `the catalogue has no organization ${organization}` });
  const entry = flows.get(processId);
  if (!entry) {
    found.push({ pointer: '/processId', text: `the catalogue has no flow ${processId}` });
    return found;
  }
  const { flow, organization: owner } = entry;
  if (owner.id !== organization && organizations.has(organization))
    found.push({
      pointer: '/processId',
      text: `the flow ${processId} is not ${organization}'s, but ${owner.id}'s`,
    });
  const ran = flow.versions.filter(({ state }) => state !== 'DRAFT').map((one) => one.versionNumber);
  if (!ran.includes(processVersion)) {
    const text = `the flow ${processId} has no version ${processVersion} that ever ran, but ${ran.join(', ') || 'drafts only'}`;
    found.push({ pointer: '/processVersion', text });
  }
  return found;
}
