import { randomBytes } from 'node:crypto';
import { Mistake } from '../../contracts/files/mistake.ts';
import { absentFiles } from '../../contracts/reader/fixture-files.ts';
import { type Redaction, type SecretNames, secretNamesOf } from '../../contracts/reader/secret-names.ts';
import { type Bound, Journal, MOST_BYTES } from '../domain/journal/journal.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import { OldestRequests } from '../domain/journal/oldest-requests.ts';
import { MemoryBudget } from '../domain/memory/memory-budget.ts';
import { beginAt } from '../domain/time/begin-at.ts';
import type { Clock } from '../domain/time/timestamp.ts';
import { failureReason } from '../domain/values/failure-reason.ts';
import { type IdentityOptions, settledIdentity } from '../identity/identity.ts';
import type { Store } from '../store/interface/store.ts';
import { Announcements } from '../worlds/announcements.ts';
import { DEFAULT_WORLD } from '../worlds/world-name.ts';
import { Worlds } from '../worlds/world-registry.ts';
import type { Sources } from './apis/load-api.ts';
import type { LoadedApi } from './apis/loaded-api.ts';
import { DueWatch } from './instances/due-watch.ts';
import { incompatibleIn } from './instances/incompatible-instances.ts';
import { tellLateStarts } from './instances/late-starts.ts';
import { Quarantine } from './instances/quarantine.ts';
import { shownEntry } from './journal/shown-entry.ts';
import { OperatorNotices } from './operator-notices.ts';
import { readSources, type SourcesRead } from './read-sources.ts';
import type { Simulation } from './simulation.ts';
import { FolderShelf, MemoryShelf } from './snapshots/snapshot-shelf.ts';

const MAX_WORLDS = 10_000;
const MAX_REQUESTS = 10_000;

export interface LoadOptions extends Sources {
  store: Store;
  /** The folder of snapshots, and that of copies of what worlds were made from; in memory unless given. */
  snapshots?: { folder: string; origins: string } | undefined;
  clock: Clock;
  /** Of new worlds; unless given that of the default world, if it is kept, else a random one. */
  seed?: string | undefined;
  /** The moment at which worlds begin: an instant, or how long before the host's time, `-P21D`; the host's unless given. */
  now?: string | undefined;
  /** How many worlds there may be at once; 10,000 unless said. */
  maxWorlds?: number;
  /** How many requests the journal of a world keeps, with 32 MB of bodies at most; 10,000 unless said. */
  journal?: number;
  /** What journals and requests on their way may take, with the store; without bounds unless given. */
  memory?: MemoryBudget;
  /** How the identity provider runs, where that is said. */
  identity?: Partial<IdentityOptions>;
  /** Told what people should know. */
  tell?: (text: string) => void;
  /** Told of each request once it is answered, and given what shows it without secrets. */
  onRequest?: ((entry: JournalEntry, shown: () => JournalEntry) => void) | undefined;
  version: string;
  /** Whether what comes from the package's own folders is read once in a process. */
  reuse?: boolean;
}

/**
 * Reads and compiles everything a stand-in needs, before it says that it is ready.
 * @param read what it is read from, where that was read already
 * @throws Mistake in a contract or a fixture
 */
export async function loadSimulation(options: LoadOptions, read?: SourcesRead): Promise<Simulation> {
  const sources = read ?? (await readSources(options, options.clock.now(), options.reuse));
  const { apis, instances, schemas, realms, faultsOf } = sources;
  const store = new Quarantine(options.store, instances);
  await store.inspect((learned) => incompatibleIn(apis, learned));
  const tell = options.tell ?? (() => {});
  if (store.summary !== undefined) tell(store.summary);
  for (const text of apis.flatMap(({ api, fixtures }) => absentFiles(api, fixtures) ?? [])) tell(text);
  if (typeof options.faults === 'string') tell(`every world begins with the faults of ${options.faults}`);
  const announcements = new Announcements();
  const notices = new OperatorNotices(tell, announcements);
  tellRemarks(apis, notices);
  const { seed, now, memory = new MemoryBudget() } = options;
  const oldest = new OldestRequests(memory);
  const kept = await store.worlds();
  if (now !== undefined) checkNow(now, options.clock.now(), kept, tell);
  const secrets = secretNames(apis, options.redact);
  const worlds = new Worlds({
    store,
    clock: options.clock,
    seed: await seedOf(options),
    begun: { ...(seed !== undefined && { seed }), ...(now !== undefined && { now }) },
    most: options.maxWorlds ?? MAX_WORLDS,
    kept,
    newJournal: () => newJournal(options, notices, { oldest, secrets }),
    onBeginning: (at) => tellLateStarts(store.fixtures, at, notices),
    ...(faultsOf && { faultsOf }),
    notices,
    announcements,
  });
  const host = options.identity?.host ?? (() => options.clock.now());
  const identity = await settledIdentity(realms, options.tokens ?? {}, host, options.identity);
  identity.records.onForgotten = (world) =>
    notices.once(
      'identity',
      `logins of 1,000 worlds are kept, and 10,000 logins, codes and pages in all: those of the world ${world} made room, who was logged in there has to do so again`,
    );
  const { fixtures, learning, version, cors = {} } = options;
  const own = { secrets, fixtures, learning, version, cors, memory, ...shelves(options.snapshots, memory) };
  const dueWatch = new DueWatch(worlds, { apis, notices });
  return { apis, worlds, identity, store, notices, announcements, dueWatch, schemas, ...own };
}

/** Where the secrets of some APIs are, and of those who call them. */
export function secretNames(apis: readonly LoadedApi[], redact: Redaction | undefined): SecretNames {
  return secretNamesOf(
    apis.map(({ api }) => api),
    redact,
  );
}

/** Each once, however often the contracts are read again. */
export function tellRemarks(apis: readonly LoadedApi[], notices: OperatorNotices): void {
  for (const text of apis.flatMap(({ remarks }) => remarks)) notices.once(text, text);
}

function shelves(
  folders: LoadOptions['snapshots'],
  memory: MemoryBudget,
): Pick<Simulation, 'snapshots' | 'origins'> {
  if (!folders) return { snapshots: new MemoryShelf(memory), origins: new MemoryShelf(memory) };
  return { snapshots: new FolderShelf(folders.folder), origins: new FolderShelf(folders.origins) };
}

/** @throws Mistake for what is no moment; worlds that exist are not moved, which people are told */
function checkNow(now: string, host: number, kept: readonly string[], tell: (text: string) => void): void {
  const reason = failureReason(() => beginAt(now, host));
  if (reason !== undefined) throw new Mistake([{ text: `now: ${reason}` }]);
  if (kept.length === 0) return;
  const names =
    kept.length > 3 ? `${kept.slice(0, 3).join(', ')} and ${kept.length - 3} more` : kept.join(', ');
  tell(`now is where new worlds begin; those that exist go on as they were: ${names}`);
}

/** A kept world goes on with its seed; new worlds get the same, so that the same calls give the same ids everywhere. */
async function seedOf({ seed, store }: LoadOptions): Promise<string> {
  return seed ?? (await store.record(DEFAULT_WORLD))?.seed ?? randomBytes(6).toString('hex');
}

function newJournal(
  options: LoadOptions,
  notices: OperatorNotices,
  { oldest, secrets }: { oldest: OldestRequests; secrets: SecretNames },
): Journal {
  const { journal: most = MAX_REQUESTS, onRequest } = options;
  const megabytes = MOST_BYTES / 1024 / 1024;
  const texts: Record<Bound, string> = {
    entries: `a journal holds ${most} requests: the oldest make room for new ones (--journal N keeps more)`,
    bytes: `a journal holds ${megabytes} MB of bodies: the oldest requests make room for new ones before there are ${most} requests (DELETE /__admin/requests empties it)`,
  };
  const tellFull = (bound: Bound): void => notices.once(`journal-${bound}`, texts[bound]);
  const journal = new Journal({ entries: most }, tellFull, oldest);
  if (onRequest) journal.onAdd((entry) => onRequest(entry, () => shownEntry(entry, secrets)));
  return journal;
}
