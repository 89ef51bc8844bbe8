import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { bundledApis } from '../../contracts/reader/read-api.ts';
import type { Sources } from '../simulation/apis/load-api.ts';
import type { RunOptions } from './run-options.ts';

/** What a stand-in is read from, and may be read from anew. */
export function sourceFolders({ contracts, fixtures, learn, cors, faults, apis }: RunOptions): Sources {
  return {
    contracts: [bundledApis(), ...contracts],
    fixtures: fixtures ?? bundledFixtures(),
    learning: learn,
    ...(cors && { cors }),
    ...(faults !== undefined && { faults }),
    validationStatus: Object.fromEntries(
      Object.entries(apis).map(([name, own]) => [name, own.validationStatus]),
    ),
  };
}
