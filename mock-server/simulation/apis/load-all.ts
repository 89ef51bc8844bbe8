import { Mistakes, type Wrong } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { fixtureInstances, type ReadFixtures, sharedIds } from './fixture-instances.ts';
import type { LoadedApi } from './loaded-api.ts';

/**
 * Loads some APIs, and the instances with which worlds begin.
 * @param load gives one of them, and tells of its fixtures as soon as they are read
 * @param wrong what is known to be wrong already
 * @throws Mistake with everything that is wrong with any of them
 */
export async function loadAll(
  known: readonly Api[],
  load: (api: Api, onRead: (read: ReadFixtures) => void) => Promise<LoadedApi>,
  wrong: readonly Wrong[] = [],
): Promise<{ apis: LoadedApi[]; instances: Instance[] }> {
  const mistakes = new Mistakes();
  mistakes.add(wrong);
  const apis: LoadedApi[] = [];
  const read = new Map<string, ReadFixtures>();
  for (const api of known) {
    const loaded = await mistakes.attemptLater(() => load(api, (one) => read.set(api.name, one)));
    if (loaded) apis.push(loaded);
    if (loaded) read.set(api.name, loaded);
  }
  mistakes.add(sharedIds([...read.values()]));
  mistakes.check();
  return { apis, instances: fixtureInstances(apis) };
}
