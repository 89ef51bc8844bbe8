import { randomBytes } from 'node:crypto';
import { adminRouter } from '../admin/admin.ts';
import { MemoryBudget } from '../domain/memory/memory-budget.ts';
import { createApp, servedBy } from '../http/app.ts';
import { HttpServer, type Patience } from '../http/transport/http-server.ts';
import { isLoopback } from '../http/transport/own-host.ts';
import type { IdentityOptions } from '../identity/identity.ts';
import { beginWithStory } from '../simulation/begin-with-story.ts';
import { loadSimulation } from '../simulation/load-simulation.ts';
import { readSources, type SourcesRead } from '../simulation/read-sources.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Store } from '../store/interface/store.ts';
import { openStore } from '../store/open-store.ts';
import { checkApis } from './check-apis.ts';
import { firstStory } from './first-story.ts';
import { checkAutoLogin, identityOptions } from './identity-options.ts';
import { listenOnPort } from './listen-on-port.ts';
import { memoryLimit } from './memory-limit.ts';
import { version } from './package-manifest.ts';
import type { RunOptions } from './run-options.ts';
import { snapshotFolders } from './snapshot-folders.ts';
import { sourceFolders } from './source-folders.ts';

/** A stand-in that answers. */
export interface Running {
  /** Without a slash at the end. */
  url: string;
  /** The seed that its worlds began with; one that was made up is shown, so that ids can be had again. */
  seed: string;
  /** The one that answers at present. */
  readonly simulation: Simulation;
  /**
   * Makes another one ready to answer. It does once what this returns is called; requests on their way end with the one
   * they began with.
   * @throws where it cannot answer, as when two APIs have the same address
   */
  prepare(simulation: Simulation): () => void;
  /** What the control plane asks for; undefined on loopback, where none was given. */
  adminToken: string | undefined;
  /**
   * Lets answers that are on their way arrive, has those who wait answered at once, then closes port and store.
   */
  stop(patience?: Patience): Promise<void>;
}

/**
 * Starts a stand-in: the one way for commands and tests alike.
 * @throws Mistake in contract, fixture or an API's settings, UnusableFolder, CannotListen; nothing is left open then
 */
export async function startServer(options: RunOptions): Promise<Running> {
  const { durability, maxInstances, acceptEdits, tell } = options;
  const memory = new MemoryBudget(memoryLimit(options.maxMemory));
  // A mistake in what it is read from must not touch what is kept.
  const read = await readSources(sourceFolders(options), Date.now(), options.reuse);
  checkApis(options.apis, read.apis);
  const store = await openStore(options.store, { durability, maxInstances, acceptEdits, memory, tell });
  try {
    const simulation = await load(options, read, { store, memory, identity: await identityOptions(options) });
    checkAutoLogin(simulation.identity);
    const story = firstStory(options);
    if (story) await beginWithStory(simulation, story, tell);
    return await answer(options, simulation, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

function load(
  options: RunOptions,
  read: SourcesRead,
  kept: { store: Store; memory: MemoryBudget; identity: Partial<IdentityOptions> },
): Promise<Simulation> {
  const { now, seed, maxWorlds, journal, tell, onRequest } = options;
  const how = { now, seed, maxWorlds, journal, tell, onRequest, version: version() };
  const [clock, snapshots] = [{ now: () => Date.now() }, snapshotFolders(options)];
  return loadSimulation({ ...sourceFolders(options), ...how, ...kept, clock, snapshots }, read);
}

async function answer(options: RunOptions, simulation: Simulation, store: Store): Promise<Running> {
  const { host, allowHost, readOnly = false } = options;
  // Whoever gives one wants it asked for, wherever it is bound.
  const adminToken =
    options.adminToken ?? (isLoopback(host) ? undefined : randomBytes(18).toString('base64url'));
  const guarded = { host, allowedHosts: allowHost, token: adminToken, readOnly };
  const served = (one: Simulation) => servedBy(one, createApp(one, adminRouter(one, guarded), options));
  const http = new HttpServer(served(simulation));
  let current = simulation;
  const url = await listenOnPort(http, options);
  const stop = async (patience?: Patience): Promise<void> => {
    try {
      simulation.announcements.close();
      await http.stop(patience);
    } finally {
      await store.close();
    }
  };
  const { seed } = await simulation.worlds.default();
  return {
    url,
    seed,
    get simulation() {
      return current;
    },
    prepare: (next) => {
      const another = served(next);
      return () => {
        current = next;
        http.replace(another);
      };
    },
    adminToken,
    stop,
  };
}
