import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { bundledApis } from '../../contracts/reader/load.ts';
import { adminRouter } from '../admin/admin.ts';
import { isLoopback } from '../admin/guard.ts';
import { createApp } from '../http/app.ts';
import { httpServer } from '../http/server.ts';
import { loadStandIn } from '../stand-in/load.ts';
import { openStore } from '../store/open.ts';
import { DEFAULT_WORLD } from '../worlds/registry.ts';
import type { Settings } from './settings.ts';
import { storeUrl } from './store-url.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';
import { welcome } from './welcome.ts';

/** The address cannot be listened on. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** How long open connections may take to end when the server stops. */
const GRACE_MS = 2_000;

/**
 * Serves until `around.signal` is aborted.
 * @throws Mistake in contract or fixture, UnusableFolder, CannotListen
 */
export async function serve(settings: Settings, around: Surroundings): Promise<void> {
  const url = storeUrl(settings);
  const store = await openStore(url, {
    durability: settings.durability,
    tell: (text) => around.stderr.write(`flowx-mock: ${text}\n`),
  });
  // A kept world goes on with its seed; new worlds get the same, so that the same calls give the same ids everywhere.
  const kept = (await store.record(DEFAULT_WORLD))?.seed;
  const seed = settings.seed ?? kept ?? randomBytes(6).toString('hex');
  const standIn = await loadStandIn({
    contracts: [bundledApis(), ...settings.contracts],
    fixtures: settings.fixtures ?? bundledFixtures(),
    store,
    clock: { now: () => Date.now() },
    seed,
    learning: settings.learn,
    maxWorlds: settings.maxWorlds,
    version: version(),
    validationStatus: Object.fromEntries(
      Object.entries(settings.apis).map(([name, own]) => [name, own.validationStatus]),
    ),
  });
  const token = isLoopback(settings.host)
    ? undefined
    : (settings.adminToken ?? randomBytes(18).toString('base64url'));
  const guarded = { host: settings.host, allowedHosts: settings.allowHost, token };
  const server = httpServer(createApp(standIn, adminRouter(standIn, guarded)));
  try {
    const address = await listen(server, settings);
    const world = await standIn.worlds.get(DEFAULT_WORLD);
    const told = {
      url: address,
      store: url,
      seed: world.seed,
      token,
      generated: settings.adminToken === undefined,
    };
    if (settings.json) around.stdout.write(`${ready(address, store.kind)}\n`);
    else around.stderr.write(await welcome(standIn, told));
    await ended(around.signal);
  } finally {
    await stop(server);
    await store.close();
  }
}

function ready(url: string, store: string): string {
  return JSON.stringify({ event: 'ready', url, pid: process.pid, store, worlds: 1 });
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
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}; choose another with --host`;
  return `cannot listen on ${host}:${port}: ${message}`;
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Lets answers that are on their way arrive, then closes. */
async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}
