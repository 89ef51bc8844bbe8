import { dirname, join, resolve } from 'node:path';
import type { Api } from '../../contracts/reader/api.ts';
import { goneFiles } from '../../contracts/reader/fixture-files.ts';
import { bundledFixtures, checkFixturesFolder } from '../../contracts/reader/fixtures.ts';
import { loadApis, loadApi as readApi } from '../../contracts/reader/read-api.ts';
import { readRealms } from '../identity/read-realms.ts';
import { loadAll } from './apis/load-all.ts';
import { chosenStatus, loadApi, type Sources } from './apis/load-api.ts';
import type { LoadedApi } from './apis/loaded-api.ts';
import { readFaults } from './faults/fault-rules.ts';
import { incompatibleIn } from './instances/incompatible-instances.ts';
import { secretNames, tellRemarks } from './load-simulation.ts';
import type { Simulation } from './simulation.ts';

/** A stand-in that is read anew, and not yet in use. */
export interface NextSimulation {
  simulation: Simulation;
  /** Lets it take over what is kept: worlds, clocks, journals and instances stay; what no longer fits is quarantined. */
  takeOver(): Promise<void>;
}

/**
 * Reads a stand-in anew, beside the one that answers.
 * @param unchanged whether a file, or all below a folder, is as it was, so that what was read from it is still right
 * @throws Mistake in a contract or a fixture; the one that answers is as it was
 */
export async function loadNextSimulation(
  before: Simulation,
  sources: Sources,
  unchanged: (folder: string) => boolean,
): Promise<NextSimulation> {
  // What a contract refers to may lie outside its folder.
  const asItWas = ({ folder, origins }: Api): boolean => [folder, ...origins.files].every(unchanged);
  const inFolder = (folder: string): LoadedApi | undefined =>
    before.apis.find(({ api }) => api.folder === folder && asItWas(api));
  const known = loadApis(sources.contracts, (folder) => inFolder(folder)?.api ?? readApi(folder));
  checkFixturesFolder(sources.fixtures, known);
  const host = Date.parse(before.worlds.present().host);
  const load: Parameters<typeof loadAll>[1] = async (api, onRead) => {
    const same = inFolder(api.folder);
    return same && unchanged(join(sources.fixtures, api.name))
      ? { ...same, validationStatus: chosenStatus(api, sources) }
      : loadApi(api, sources, before.schemas, { host, compiled: same?.contracts, onRead });
  };
  // Where other fixtures were chosen, nothing is gone.
  const sameFixtures = before.apis
    .map(({ fixtures }) => fixtures)
    .filter(({ folder }) => resolve(dirname(folder)) === resolve(sources.fixtures));
  const { apis, instances } = await loadAll(known, load, sameFixtures.flatMap(goneFiles));
  const realms = readRealms(sources.fixtures, bundledFixtures());
  const identity = { ...before.identity, realms, rules: sources.tokens ?? {} };
  const { faults } = sources;
  const faultsOf = faults === undefined ? () => [] : await readFaults(faults, apis);
  return {
    simulation: {
      ...before,
      apis,
      fixtures: sources.fixtures,
      identity,
      learning: sources.learning,
      cors: sources.cors ?? {},
      secrets: secretNames(apis, sources.redact),
    },
    takeOver: async () => {
      tellRemarks(apis, before.notices);
      await before.store.renew(instances, (learned) => incompatibleIn(apis, learned));
      before.dueWatch.follow({ apis, notices: before.notices });
      before.dueWatch.follow({ apis, notices: before.notices });
      if (typeof faults !== 'string' || !unchanged(faults)) before.worlds.beginWith(faultsOf);
    },
  };
}
