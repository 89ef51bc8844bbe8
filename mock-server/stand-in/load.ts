import type { Api } from '../../contracts/reader/api.ts';
import { DataSchemas } from '../../contracts/reader/data-schemas.ts';
import { checkFixturesFolder, readFixtures } from '../../contracts/reader/fixtures.ts';
import { loadApis } from '../../contracts/reader/load.ts';
import { Mistake } from '../../contracts/reader/mistake.ts';
import { discoverBehaviour } from '../behaviours/discover.ts';
import type { Clock } from '../domain/clock.ts';
import type { Instance } from '../domain/instance.ts';
import { Journal } from '../domain/journal.ts';
import type { Store } from '../store/store.ts';
import { Worlds } from '../worlds/registry.ts';
import type { JournalEntry } from './journal-entry.ts';
import { Lifecycles } from './lifecycles.ts';
import { Notices } from './notices.ts';
import { Quarantine } from './quarantine.ts';
import { apiOnce, contractsOnce, loadedOnce } from './reuse.ts';
import type { LoadedApi, StandIn } from './stand-in.ts';
import { judgeOf } from './unfit.ts';

const MAX_WORLDS = 10_000;
const MAX_REQUESTS = 10_000;

export interface LoadOptions {
  /** Folders of API folders, or API folders. */
  contracts: string[];
  fixtures: string;
  store: Store;
  clock: Clock;
  seed: string;
  /** How many worlds there may be at once; 10,000 unless said. */
  maxWorlds?: number;
  /** How many requests the journal of a world keeps; 10,000 unless said. */
  journal?: number;
  /** Told what people should know. */
  tell?: (text: string) => void;
  learning: boolean;
  version: string;
  /** Whether what comes from the package's own folders is read once in a process. */
  reuse?: boolean;
  /** By API: the configuration's `validationStatus`. */
  validationStatus: Record<string, number | undefined>;
}

/**
 * Reads and compiles everything a stand-in needs, before it says that it is ready.
 * @throws Mistake in a contract or a fixture
 */
export async function loadStandIn(options: LoadOptions): Promise<StandIn> {
  const schemas = new DataSchemas();
  const apis: LoadedApi[] = [];
  const known = loadApis(options.contracts, options.reuse ? apiOnce : undefined);
  checkFixturesFolder(options.fixtures, known);
  for (const api of known) {
    const load = () => loadOne(api, options, schemas);
    apis.push(
      await (options.reuse
        ? loadedOnce(api, options.fixtures, options.validationStatus[api.name], load)
        : load()),
    );
  }
  const instances = apis.flatMap(fixtureInstances);
  const store = new Quarantine(options.store, instances);
  await store.inspect((record) => judgeOf(apis, record));
  const tell = options.tell ?? (() => {});
  if (store.summary !== undefined) tell(store.summary);
  const notices = new Notices(tell);
  const worlds = new Worlds<JournalEntry>(
    store,
    options.clock,
    options.seed,
    options.maxWorlds ?? MAX_WORLDS,
    await store.worlds(),
    () => newJournal(options.journal ?? MAX_REQUESTS, notices),
  );
  return { apis, worlds, store, notices, schemas, learning: options.learning, version: options.version };
}

function newJournal(most: number, notices: Notices): Journal<JournalEntry> {
  const text = `a journal holds ${most} requests: the oldest make room for new ones (--journal N keeps more)`;
  return new Journal<JournalEntry>({ entries: most }, () => notices.once('journal', text));
}

async function loadOne(api: Api, options: LoadOptions, schemas: DataSchemas): Promise<LoadedApi> {
  const fixtures = readFixtures(options.fixtures, api);
  const behaviour = await discoverBehaviour(api.name);
  const lifecycles = new Lifecycles(api, fixtures, behaviour, schemas);
  const { catalogue: source } = fixtures.sources;
  const check = fixtures.verified ? undefined : behaviour?.problems;
  const problems = check?.(fixtures.catalogue, schemas, lifecycles.names) ?? [];
  if (problems.length > 0) {
    throw new Mistake(
      problems.map(({ pointer, text }) => ({ text, ...(source && { place: source.place(pointer) }) })),
    );
  }
  const chosen = options.validationStatus[api.name];
  return {
    api,
    contracts: contractsOnce(api),
    behaviour,
    fixtures,
    lifecycles,
    validationStatus: chosen === undefined ? undefined : String(chosen),
  };
}

/**
 * The instances of the fixtures.
 * @throws Mistake for one in a state that its lifecycle does not have
 */
function fixtureInstances({ behaviour, fixtures, lifecycles }: LoadedApi): Instance[] {
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
