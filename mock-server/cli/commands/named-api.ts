import { Mistake } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import { bundledApis, loadApis } from '../../../contracts/reader/read-api.ts';

/**
 * The API that somebody named, of those that ship and those of more folders.
 * @param name may be left out where there is one only
 * @throws Mistake for one that is not there
 */
export function namedApi(name: string | undefined, contracts: readonly string[]): Api {
  const apis = loadApis([bundledApis(), ...contracts]);
  const found = name === undefined && apis.length === 1 ? apis[0] : apis.find((api) => api.name === name);
  if (found) return found;
  const which = name === undefined ? 'say which API' : `there is no API "${name}"`;
  throw new Mistake([{ text: `${which}: ${apis.map((api) => api.name).join(', ')}` }]);
}
