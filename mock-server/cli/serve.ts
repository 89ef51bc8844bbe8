import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { bundledApis } from '../../contracts/reader/load.ts';
import { adminRouter } from '../admin/admin.ts';
import { isLoopback } from '../admin/guard.ts';
import { createApp } from '../http/app.ts';
import { HttpServer } from '../http/server.ts';
import { loadStandIn } from '../stand-in/load.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { DEFAULT_WORLD } from '../worlds/registry.ts';
import { checkApis } from './check-apis.ts';
import type { Settings } from './settings.ts';
import { storeUrl } from './store-url.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';
import { welcome } from './welcome.ts';

/** The address cannot be listened on. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/**
 * Serves until `around.signal` is aborted.
 * @throws Mistake in contract or fixture, UnusableFolder, CannotListen
 */
export async function serve(settings: Settings, around: Surroundings): Promise<void> {
  const tell = (text: string): void => void around.stderr.write(`flowx-mock: ${text}\n`);
  const { durability, maxInstances } = settings;
  const store = await openStore(storeUrl(settings), { durability, maxInstances, tell });
  try {
    const standIn = await load(settings, store, tell);
    checkApis(settings.apis, standIn.apis);
    await answerUntilEnded(standIn, settings, around);
  } finally {
    await store.close();
  }
}

async function load(settings: Settings, store: Store, tell: (text: string) => void): Promise<StandIn> {
  // A kept world goes on with its seed; new worlds get the same, so that the same calls give the same ids everywhere.
  const kept = (await store.record(DEFAULT_WORLD))?.seed;
  return loadStandIn({
    contracts: [bundledApis(), ...settings.contracts],
    fixtures: settings.fixtures ?? bundledFixtures(),
    store,
    clock: { now: () => Date.now() },
    seed: settings.seed ?? kept ?? randomBytes(6).toString('hex'),
    learning: settings.learn,
    ...(settings.faults !== undefined && { faults: settings.faults }),
    maxWorlds: settings.maxWorlds,
    journal: settings.journal,
    tell,
    version: version(),
    validationStatus: Object.fromEntries(
      Object.entries(settings.apis).map(([name, own]) => [name, own.validationStatus]),
    ),
  });
}

async function answerUntilEnded(standIn: StandIn, settings: Settings, around: Surroundings): Promise<void> {
  const token = isLoopback(settings.host)
    ? undefined
    : (settings.adminToken ?? randomBytes(18).toString('base64url'));
  const guarded = { host: settings.host, allowedHosts: settings.allowHost, token };
  const http = new HttpServer(standIn, createApp(standIn, adminRouter(standIn, guarded)));
  try {
    const url = await listen(http.server, settings);
    const { seed } = await standIn.worlds.get(DEFAULT_WORLD);
    const generated = settings.adminToken === undefined ? token : undefined;
    if (!settings.json)
      around.stderr.write(await welcome(standIn, { url, store: storeUrl(settings), seed, token: generated }));
    else {
      if (generated !== undefined) around.stderr.write(`admin token: ${generated}\n`);
      around.stdout.write(`${ready(url, standIn.store.kind, standIn.worlds.size)}\n`);
    }
    await ended(around.signal);
  } finally {
    await http.stop();
  }
}

function ready(url: string, store: string, worlds: number): string {
  return JSON.stringify({ event: 'ready', url, pid: process.pid, store, worlds });
}

async function listen(server: Server, { port, host }: Settings): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CannotListen(reasonOf(error as NodeJS.ErrnoException, host, port));
  }
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${bound.port}`;
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is in use; choose another with --port, or --port 0 for a free one`;
  if (code === 'EACCES')
    return `port ${port} may not be used by this user; choose one above 1023 with --port`;
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code ?? ''))
    return `this machine has no address ${host}; choose another with --host`;
  return `cannot listen on ${host}:${port}: ${message}`;
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
