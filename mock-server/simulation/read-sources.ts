import { bundledFixtures, checkFixturesFolder } from '../../contracts/reader/fixtures.ts';
import { loadApis } from '../../contracts/reader/read-api.ts';
import { DataSchemas } from '../../contracts/schema/judging/user-schemas.ts';
import type { Realm } from '../domain/identity/realm.ts';
import type { Instance } from '../domain/instances/instance.ts';
import { readRealms } from '../identity/read-realms.ts';
import { apiOnce, contractsOnce, loadedOnce } from './apis/bundled-cache.ts';
import { loadAll } from './apis/load-all.ts';
import { loadApi, type Sources } from './apis/load-api.ts';
import type { LoadedApi } from './apis/loaded-api.ts';
import { readFaults } from './faults/fault-rules.ts';

/** All that a stand-in is read from, as it was read. */
export interface SourcesRead {
  apis: LoadedApi[];
  /** Those with which worlds begin. */
  instances: Instance[];
  schemas: DataSchemas;
  realms: ReadonlyMap<string, Realm>;
  /** The faults that a world begins with. */
  faultsOf?: Awaited<ReturnType<typeof readFaults>>;
}

/**
 * Reads and checks everything, before anything that is kept is touched.
 * @param host what the host's clock shows, in milliseconds since 1970
 * @param reuse whether what comes from the package's own folders is read once in a process
 * @throws Mistake in a contract, a fixture or a fault
 */
export async function readSources(sources: Sources, host: number, reuse = false): Promise<SourcesRead> {
  const schemas = new DataSchemas();
  const known = loadApis(sources.contracts, reuse ? apiOnce : undefined);
  checkFixturesFolder(sources.fixtures, known);
  const load: Parameters<typeof loadAll>[1] = (api, onRead) => {
    if (!reuse) return loadApi(api, sources, schemas, { host, onRead });
    const now = () => loadApi(api, sources, schemas, { host, compiled: contractsOnce(api), onRead });
    return loadedOnce(api, sources.fixtures, sources.validationStatus[api.name], now);
  };
  const { apis, instances } = await loadAll(known, load);
  const realms = readRealms(sources.fixtures, bundledFixtures());
  const { faults } = sources;
  const faultsOf = faults === undefined ? undefined : await readFaults(faults, apis);
  return { apis, instances, schemas, realms, ...(faultsOf && { faultsOf }) };
}
