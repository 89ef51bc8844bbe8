import { Mistake } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import { compileContracts } from '../../../contracts/reader/contract.ts';
import { readFixtures } from '../../../contracts/reader/fixtures.ts';
import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import { discoverBehaviour } from '../../behaviours/find-behaviours.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { TokenRules } from '../../identity/identity.ts';
import type { CorsSettings } from './cors-settings.ts';
import { Lifecycles } from './lifecycles.ts';
import type { LoadedApi } from './loaded-api.ts';

/** What may change while a stand-in runs. */
export interface Sources {
  /** Folders of API folders, or API folders. */
  contracts: string[];
  fixtures: string;
  learning: boolean;
  /** What browsers may do beside what the contracts allow. */
  cors?: CorsSettings;
  /** The faults that worlds begin with, or the file that has them. */
  faults?: string | readonly unknown[];
  /** By API: the configuration's `validationStatus`. */
  validationStatus: Record<string, number | undefined>;
  /** By API: what it makes of tokens, where the configuration says so. */
  tokens?: TokenRules;
}

/**
 * Compiles an API that was read, with its behaviour and fixtures.
 * @param compiled its contracts, where they are known already
 * @throws Mistake in a contract or a fixture
 */
export async function loadApi(
  api: Api,
  options: Sources,
  schemas: DataSchemas,
  compiled?: LoadedApi['contracts'],
): Promise<LoadedApi> {
  const fixtures = readFixtures(options.fixtures, api);
  const behaviour = await discoverBehaviour(api.name);
  const lifecycles = new Lifecycles(api, fixtures, behaviour, schemas);
  const { catalogue: source } = fixtures.sources;
  const check = fixtures.verified ? undefined : behaviour?.mistakes;
  const mistakes = check?.(fixtures.catalogue, schemas, lifecycles.names) ?? [];
  if (mistakes.length > 0) {
    throw new Mistake(
      mistakes.map(({ pointer, text }) => ({ text, ...(source && { place: source.place(pointer) }) })),
    );
  }
  return {
    api,
    contracts: compiled ?? compileContracts(api),
    behaviour,
    fixtures,
    lifecycles,
    validationStatus: chosenStatus(api, options),
  };
}

/** The status that the configuration chose for an API's refusals of invalid requests, if it did. */
export function chosenStatus({ name }: Api, { validationStatus }: Sources): string | undefined {
  const chosen = validationStatus[name];
  return chosen === undefined ? undefined : String(chosen);
}

/**
 * The instances of the fixtures.
 * @throws Mistake for one in a state that its lifecycle does not have
 */
export function fixtureInstances({ behaviour, fixtures, lifecycles }: LoadedApi): Instance[] {
  return fixtures.instances.flatMap((written, index) => {
    const instance = behaviour?.instance?.(written);
    if (!instance) return [];
    const { config } = lifecycles.of(fixtures.catalogue, instance);
    if (Object.hasOwn(config.states, instance.state)) return [instance];
    const place = fixtures.sources.instances?.place(`/${index}/state`);
    const text = `"${instance.state}" is no state of the lifecycle of ${instance.process}; it has ${Object.keys(config.states).join(', ')}`;
    throw new Mistake([{ text, ...(place && { place }) }]);
  });
}
