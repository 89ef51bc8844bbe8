import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { bundledApis } from '../../contracts/reader/read-api.ts';
import { USUAL_RULE } from '../domain/identity/token-rule.ts';
import type { Sources } from '../simulation/apis/load-api.ts';
import type { RunOptions } from './run-options.ts';

/** What of its options says so. */
type Read = Pick<RunOptions, 'contracts' | 'fixtures' | 'learn' | 'cors' | 'redact' | 'faults' | 'apis'>;

/** What a stand-in is read from, and may be read from anew. */
export function sourceFolders({ contracts, fixtures, learn, cors, redact, faults, apis }: Read): Sources {
  return {
    contracts: [bundledApis(), ...contracts],
    fixtures: fixtures ?? bundledFixtures(),
    learning: learn,
    ...(cors && { cors }),
    ...(redact && { redact }),
    ...(faults !== undefined && { faults }),
    tokens: Object.fromEntries(
      Object.entries(apis).map(([name, { tokens = USUAL_RULE.tokens, audience }]) => [
        name,
        { tokens, audience },
      ]),
    ),
    validationStatus: Object.fromEntries(
      Object.entries(apis).map(([name, own]) => [name, own.validationStatus]),
    ),
  };
}
