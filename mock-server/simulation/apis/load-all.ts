import { Mistakes, type Wrong } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { fixtureInstances } from './fixture-instances.ts';
import type { LoadedApi } from './loaded-api.ts';

/**
 * Loads some APIs, and the instances with which worlds begin.
 * @param load gives one of them
 * @param wrong what is known to be wrong already
 * @throws Mistake with everything that is wrong with any of them
 */
export async function loadAll(
  known: readonly Api[],
  load: (api: Api) => Promise<LoadedApi>,
  wrong: readonly Wrong[] = [],
): Promise<{ apis: LoadedApi[]; instances: Instance[] }> {
  const mistakes = new Mistakes();
  mistakes.add(wrong);
  const apis: LoadedApi[] = [];
  for (const api of known) {
    const loaded = await mistakes.attemptLater(() => load(api));
    if (loaded) apis.push(loaded);
  }
  const instances = mistakes.attempt(() => fixtureInstances(apis)) ?? [];
  mistakes.check();
  return { apis, instances };
}
