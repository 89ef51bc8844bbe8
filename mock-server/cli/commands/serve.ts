import { shellOf } from '../../../contracts/reader/calls/shell-of.ts';
import { painter } from '../../../contracts/suite/report/terminal/paint.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { RunOptions } from '../../running/run-options.ts';
import { type Running, startServer } from '../../running/start-server.ts';
import { requestLog } from '../log/log-to-stderr.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { isColored, isTerminal } from '../settings/is-colored.ts';
import type { Settings } from '../settings/settings.ts';
import { storeUrl } from '../settings/store-url.ts';
import { keepPrivate, openFolderText } from './private-files.ts';
import { examplesText, startUpText } from './start-up-text.ts';

/** How settings are found anew, with `--watch`. */
interface Anew {
  /** The configuration file, which need not be there. */
  configuration: string;
  /** @throws Mistake */
  again: () => Settings;
}

/**
 * Serves until `around.signal` is aborted.
 * @throws Mistake in contract or fixture, UnusableFolder, CannotListen
 */
export async function serve(
  settings: Settings,
  around: CommandContext,
  { configuration, again }: Anew,
): Promise<void> {
  const tell = (text: string): void => void around.stderr.write(`flowx-mock: ${text}\n`);
  const log = requestLog(settings, around, isTerminal(around.stderr) ? 'all' : 'problems');
  const onRequest = log && ((entry: JournalEntry, shown: () => JournalEntry) => log.add(entry, shown));
  const optionsOf = (of: Settings): RunOptions => ({ ...of, store: storeUrl(of), tell, onRequest });
  const [kind, folder] = storeUrl(settings).split(/:(.*)/s);
  const open = openFolderText(kind === 'file' ? folder : undefined, settings.sharedFolder);
  if (open !== undefined) tell(open);
  const endPrivacy = keepPrivate(settings.sharedFolder);
  const running = await startServer(optionsOf(settings)).catch((error) => {
    endPrivacy();
    throw error;
  });
  let watching: { close(): Promise<void> } | undefined;
  try {
    if (settings.watch) {
      // Who does not watch need not wait for the library.
      const { watchFiles } = await import('../../running/watch-files.ts');
      const watched = { configuration, settle: () => optionsOf(again()) };
      watching = await watchFiles(running, optionsOf(settings), watched);
    }
    await announce(running, settings, around);
    await ended(around.signal);
  } finally {
    await watching?.close();
    await running.stop();
    endPrivacy();
    log?.flush();
  }
}

async function announce(running: Running, settings: Settings, around: CommandContext): Promise<void> {
  const { url, seed, simulation, adminToken } = running;
  const generated = settings.adminToken === undefined ? adminToken : undefined;
  if (settings.json) {
    if (generated !== undefined) around.stderr.write(`admin token: ${generated}\n`);
    around.stdout.write(`${ready(url, simulation.store.kind, simulation.worlds.size)}\n`);
  } else {
    const { host, fixtures, examples } = settings;
    const paint = painter(isColored(around.env, around.stderr));
    const told = { url, host, store: storeUrl(settings), seed, fixtures, token: generated, paint };
    // Examples take long to make; whoever waits for the last line is to have them.
    if (examples) around.stderr.write(await examplesText(simulation, url, shellOf(around.env)));
    around.stderr.write(await startUpText(simulation, told));
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
