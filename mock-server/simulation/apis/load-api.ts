import { Mistakes, oneLine, type Wrong } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import { compileContracts } from '../../../contracts/reader/contract.ts';
import { type Fixtures, readFixtures } from '../../../contracts/reader/fixtures.ts';
import { remarksOn } from '../../../contracts/reader/remarks.ts';
import type { Redaction } from '../../../contracts/reader/secret-names.ts';
import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import { riskyPatterns, riskyText } from '../../../contracts/schema/risky-patterns.ts';
import type { Behaviour } from '../../behaviours/behaviour.ts';
import { discoverBehaviour } from '../../behaviours/find-behaviours.ts';
import type { TokenRules } from '../../identity/identity.ts';
import type { CorsSettings } from './cors-settings.ts';
import type { ReadFixtures } from './fixture-instances.ts';
import { instanceMistakes } from './instance-mistakes.ts';
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
  /** What is masked in journals, and what is not. */
  redact?: Redaction;
  /** The faults that worlds begin with, or the file that has them. */
  faults?: string | readonly unknown[];
  /** By API: the configuration's `validationStatus`. */
  validationStatus: Record<string, number | undefined>;
  /** By API: what it makes of tokens, where the configuration says so. */
  tokens?: TokenRules;
}

/** What loading has to know beside the sources. */
export interface Loading {
  /** What the host's clock shows, in milliseconds since 1970. */
  host: number;
  /** The API's contracts, where they are known already. */
  compiled?: LoadedApi['contracts'] | undefined;
  /** Told of the fixtures, however wrong the API may be otherwise. */
  onRead?: ((read: ReadFixtures) => void) | undefined;
}

/**
 * Compiles an API that was read, with its behaviour and fixtures.
 * @throws Mistake with everything that is wrong in its contract or its fixtures
 */
export async function loadApi(
  api: Api,
  options: Sources,
  schemas: DataSchemas,
  { host, compiled, onRead }: Loading,
): Promise<LoadedApi> {
  const mistakes = new Mistakes();
  const fixtures = readFixtures(options.fixtures, api, mistakes);
  const behaviour = await discoverBehaviour(api.name);
  onRead?.({ api, behaviour, fixtures });
  const contracts = mistakes.attempt(() => compiled ?? compileContracts(api));
  const lifecycles = mistakes.attempt(() => new Lifecycles(api, fixtures, behaviour, schemas));
  if (!fixtures.verified) {
    mistakes.add(catalogueMistakes(fixtures, behaviour, schemas));
    mistakes.add(instanceMistakes({ contracts, behaviour, fixtures, lifecycles }, host));
  }
  mistakes.check();
  if (!contracts || !lifecycles) throw new Error('a step that found no mistake gave nothing');
  const validationStatus = chosenStatus(api, options);
  // What ships was looked through when it was built.
  const remarks = [
    ...(api.origins.verified ? [] : remarksOn(api, contracts)),
    ...(fixtures.verified ? [] : riskyPatternsOf(fixtures)),
  ].map(oneLine);
  return { api, contracts, behaviour, fixtures, lifecycles, validationStatus, remarks };
}

/** Schemas of a catalogue, such as those of start data, whose patterns may take longer than anybody waits. */
function riskyPatternsOf({ catalogue, sources }: Fixtures): Wrong[] {
  return riskyPatterns(catalogue).map(({ pattern, pointer }) => ({
    text: riskyText(pattern),
    ...(sources.catalogue && { place: sources.catalogue.place(pointer) }),
  }));
}

/** What is wrong with a catalogue that its schema cannot see. */
function catalogueMistakes(
  { catalogue, lifecycles, sources, unfit }: Fixtures,
  behaviour: Behaviour | undefined,
  schemas: DataSchemas,
): Wrong[] {
  if (unfit.catalogue || !behaviour?.mistakes) return [];
  const names = new Set([...lifecycles.keys(), ...unfit.lifecycles]);
  return behaviour.mistakes(catalogue, schemas, names).map(({ pointer, text }) => ({
    text,
    ...(sources.catalogue && { place: sources.catalogue.place(pointer) }),
  }));
}

/** The status that the configuration chose for an API's refusals of invalid requests, if it did. */
export function chosenStatus({ name }: Api, { validationStatus }: Sources): string | undefined {
  const chosen = validationStatus[name];
  return chosen === undefined ? undefined : String(chosen);
}
