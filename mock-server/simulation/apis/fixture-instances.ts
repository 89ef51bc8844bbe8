import type { Wrong } from '../../../contracts/files/mistake.ts';
import { standFor } from '../../domain/instances/fixture-entry.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { entryOfFixtures } from './entry-of-fixtures.ts';
import type { LoadedApi } from './loaded-api.ts';

/** The fixtures of an API, as far as they could be read. */
export type ReadFixtures = Pick<LoadedApi, 'api' | 'behaviour' | 'fixtures'>;

/** The instances with which worlds begin, of all APIs. */
export function fixtureInstances(apis: readonly LoadedApi[]): Instance[] {
  return apis.flatMap((loaded) =>
    loaded.fixtures.instances.flatMap((written) => {
      const entry = entryOfFixtures(loaded, written);
      return entry ? [standFor(entry)] : [];
    }),
  );
}

/** Ids that instances of two APIs have: a world finds its instances by id, whichever product they are of. */
export function sharedIds(read: readonly ReadFixtures[]): Wrong[] {
  const first = new Map<string, string>();
  return read.flatMap(({ api, behaviour, fixtures }) => {
    const member = behaviour?.instanceEntries?.ids[0];
    if (member === undefined) return [];
    const wrong: Wrong[] = [];
    for (const [index, written] of fixtures.instances.entries()) {
      const id = written[String(member)];
      if (typeof id !== 'string') continue;
      const earlier = first.get(id) ?? api.name;
      first.set(id, earlier);
      if (earlier === api.name) continue;
      const place = fixtures.sources.instances?.place(`/${index}/${String(member)}`);
      const text = `an instance of ${earlier} has the id ${id} already; each is of one instance, also of different APIs`;
      wrong.push({ text, ...(place && { place }) });
    }
    return wrong;
  });
}
