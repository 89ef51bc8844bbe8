import { Mistake, type Wrong } from '../../../contracts/files/mistake.ts';
import { standFor } from '../../domain/instances/fixture-entry.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { entryOfFixtures } from './entry-of-fixtures.ts';
import type { LoadedApi } from './loaded-api.ts';

/** An instance of fixtures, and where it stands. */
interface Placed {
  instance: Instance;
  index: number;
  loaded: LoadedApi;
}

/**
 * The instances with which worlds begin, of all APIs.
 * @throws Mistake for an id that two APIs have: a world finds its instances by id, whichever product they are of
 */
export function fixtureInstances(apis: readonly LoadedApi[]): Instance[] {
  const first = new Map<string, Placed>();
  const wrong: Wrong[] = [];
  for (const placed of apis.flatMap(placedInstances)) {
    const earlier = first.get(placed.instance.id);
    if (earlier) wrong.push(sharedId(placed, earlier));
    else first.set(placed.instance.id, placed);
  }
  if (wrong.length > 0) throw new Mistake(wrong);
  return [...first.values()].map(({ instance }) => instance);
}

function placedInstances(loaded: LoadedApi): Placed[] {
  return loaded.fixtures.instances.flatMap((written, index) => {
    const entry = entryOfFixtures(loaded, written);
    return entry ? [{ instance: standFor(entry), index, loaded }] : [];
  });
}

function sharedId({ instance, index, loaded }: Placed, earlier: Placed): Wrong {
  const member = String(loaded.behaviour?.instanceEntries?.ids[0] ?? '');
  const place = loaded.fixtures.sources.instances?.place(`/${index}/${member}`);
  const text = `an instance of ${earlier.instance.api} has the id ${instance.id} already; each is of one instance, also of different APIs`;
  return { text, ...(place && { place }) };
}
