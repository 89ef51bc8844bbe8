/// <reference lib="esnext.disposable" preserve="true" />
import { Server } from '../client/server.ts';
import type { RunOptions } from '../running/run-options.ts';
import { type Running, startServer } from '../running/start-server.ts';
import { checkOptions, isBefore } from './check-options.ts';
import type { MockOptions } from './mock-options.ts';

export type { ClockFace } from '../client/clock.ts';
export type { ControlPlaneError } from '../client/control-plane.ts';
export type { Announced, Events } from '../client/events.ts';
export type { Fault, StandingFault } from '../client/faults.ts';
export type { InstanceCounts, InstanceEvent, InstanceFilter, StateWait } from '../client/instances.ts';
export type { RequestMatcher } from '../client/journal.ts';
export type { Server } from '../client/server.ts';
export type { Snapshot } from '../client/snapshot.ts';
export type { World, WorldBeginning } from '../client/world.ts';
export type { Instance, TimelineEntry } from '../domain/instances/instance.ts';
export type { JournalEntry } from '../domain/journal/journal-entry.ts';
export type { MockOptions } from './mock-options.ts';

/** Who closes it has the answers that were waited for; others in this process send their next request at once. */
const LULL_MS = 10;

/** A stand-in in this process: its default world, the way to the others, and its end. */
export class Mock extends Server implements AsyncDisposable {
  readonly #running: Running;
  #closed: Promise<void> | undefined;

  constructor(running: Running) {
    super(running.url, running.adminToken);
    this.#running = running;
  }

  /** Lets answers that are on their way arrive, and frees port and memory; a second time changes nothing. */
  close(): Promise<void> {
    this.#closed ??= this.#running.stop({ lullMs: LULL_MS });
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Starts a stand-in in this process, on a port of its own. It writes nothing to the terminal or, without `data`, to the
 * disk, and nothing of it is left after `close`, which `await using` calls.
 * @throws Error for a mistake in contracts, fixtures or options, saying where; when the port or folder cannot be used
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions(options);
  return new Mock(await startServer(runOptions(options)));
}

/**
 * A handle of a stand-in that runs elsewhere: one of `flowx-mock serve`, or the one of `flowx-mock exec`.
 * @param url of the stand-in; `FLOWX_MOCK_URL` unless given
 * @param options with the token that it asks for; `FLOWX_MOCK_ADMIN_TOKEN` unless given
 * @throws Error when there is none, or one that cannot be a stand-in's
 */
export function connect(
  url = process.env.FLOWX_MOCK_URL,
  { adminToken = process.env.FLOWX_MOCK_ADMIN_TOKEN }: { adminToken?: string | undefined } = {},
): Server {
  if (url && /^https?:\/\/[^/]/i.test(url) && !url.includes('/@'))
    return new Server(url.replace(/\/+$/, ''), adminToken || undefined);
  if (url)
    throw new Error(
      `connect(url) takes an address such as http://127.0.0.1:4010, not "${url}"; its worlds are had by connect(url).world(name)`,
    );
  throw new Error(
    'connect(url) needs the URL of a stand-in: FLOWX_MOCK_URL is not set, as "flowx-mock exec" would do',
  );
}

function runOptions(options: MockOptions): RunOptions {
  const { seed, fixtures, contracts = [], data, now, tell = () => {} } = options;
  return {
    port: options.port ?? 0,
    host: '127.0.0.1',
    allowHost: [],
    store: data === undefined ? 'memory:' : `file:${data}`,
    durability: 'fsync',
    ...(fixtures !== undefined && { fixtures }),
    contracts: typeof contracts === 'string' ? [contracts] : contracts,
    learn: options.learn ?? false,
    ...(options.cors && { cors: options.cors }),
    ...(options.redact && { redact: options.redact }),
    ...(options.faults !== undefined && { faults: options.faults }),
    ...(seed !== undefined && { seed: String(seed) }),
    ...(options.story !== undefined && { story: options.story }),
    ...(options.as && { as: Object.entries(options.as).map(([name, own]) => `${name}=${own}`) }),
    maxWorlds: options.maxWorlds ?? 10_000,
    maxInstances: 1_000_000,
    journal: options.journal ?? 10_000,
    apis: options.apis ?? {},
    ...(options.autoLogin !== undefined && { autoLogin: options.autoLogin }),
    ...(now !== undefined && { now: momentOf(now) }),
    reuse: true,
    tell,
  };
}

/** As `--now` has it. */
function momentOf(now: Date | string | number): string {
  return isBefore(now) ? now : new Date(now).toISOString();
}
