import type { Api } from '../../../contracts/reader/api.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import type { Fixtures } from '../../../contracts/reader/fixtures.ts';
import type { Behaviour } from '../../behaviours/behaviour.ts';
import type { Lifecycles } from './lifecycles.ts';

/** An API with all that answers for it. */
export interface LoadedApi {
  api: Api;
  /** By operation id. */
  contracts: Map<string, Contract>;
  behaviour: Behaviour | undefined;
  fixtures: Fixtures;
  lifecycles: Lifecycles;
  /** A status the configuration chose for requests that break the contract. */
  validationStatus: string | undefined;
  /** What its contract says and is not kept, in words with file and line. */
  remarks: string[];
}
