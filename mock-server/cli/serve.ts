import { type Running, start } from '../running/start.ts';
import { DEFAULT_WORLD } from '../worlds/registry.ts';
import type { Settings } from './settings.ts';
import { storeUrl } from './store-url.ts';
import type { Surroundings } from './surroundings.ts';
import { welcome } from './welcome.ts';

/**
 * Serves until `around.signal` is aborted.
 * @throws Mistake in contract or fixture, UnusableFolder, CannotListen
 */
export async function serve(settings: Settings, around: Surroundings): Promise<void> {
  const tell = (text: string): void => void around.stderr.write(`flowx-mock: ${text}\n`);
  const running = await start({ ...settings, store: storeUrl(settings), tell });
  try {
    await announce(running, settings, around);
    await ended(around.signal);
  } finally {
    await running.stop();
  }
}

async function announce(running: Running, settings: Settings, around: Surroundings): Promise<void> {
  const { url, standIn, adminToken } = running;
  const { seed } = await standIn.worlds.get(DEFAULT_WORLD);
  const generated = settings.adminToken === undefined ? adminToken : undefined;
  if (settings.json) {
    if (generated !== undefined) around.stderr.write(`admin token: ${generated}\n`);
    around.stdout.write(`${ready(url, standIn.store.kind, standIn.worlds.size)}\n`);
  } else {
    const told = { url, store: storeUrl(settings), seed, token: generated };
    around.stderr.write(await welcome(standIn, told));
  }
}

function ready(url: string, store: string, worlds: number): string {
  return JSON.stringify({ event: 'ready', url, pid: process.pid, store, worlds });
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
