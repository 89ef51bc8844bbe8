// Stand-ins of one process have in common what comes from the package's own folders: that changes neither on the disk
// nor in memory, and compiling it is what a start takes longest for.
import { sep } from 'node:path';
import type { Api } from '../../../contracts/reader/api.ts';
import { type Contract, compileContracts } from '../../../contracts/reader/contract.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import { bundledApis, loadApi } from '../../../contracts/reader/read-api.ts';
import type { LoadedApi } from './loaded-api.ts';

const apis = new Map<string, Api>();
const contracts = new WeakMap<Api, Map<string, Contract>>();
const loaded = new WeakMap<Api, Map<string, Promise<LoadedApi>>>();

/** The API of a folder; one that ships is read once. */
export function apiOnce(folder: string): Api {
  if (!folder.startsWith(bundledApis() + sep)) return loadApi(folder);
  const api = apis.get(folder) ?? loadApi(folder);
  apis.set(folder, api);
  return api;
}

/** By operation id, the compiled contracts of an API. */
export function contractsOnce(api: Api): Map<string, Contract> {
  const known = contracts.get(api) ?? compileContracts(api);
  contracts.set(api, known);
  return known;
}

/**
 * An API that ships is loaded once with the fixtures that ship, for each choice of what can be chosen of it.
 * @param load is called for any other, every time
 */
export function loadedOnce(
  api: Api,
  fixtures: string,
  chosen: number | undefined,
  load: () => Promise<LoadedApi>,
): Promise<LoadedApi> {
  if (fixtures !== bundledFixtures() || !apis.has(api.folder)) return load();
  const ofApi = loaded.get(api) ?? new Map<string, Promise<LoadedApi>>();
  loaded.set(api, ofApi);
  const known = ofApi.get(String(chosen)) ?? load();
  ofApi.set(String(chosen), known);
  return known;
}
