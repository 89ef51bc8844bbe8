import { rehearse } from '../simulation/warm-up.ts';
import { FileChanges } from './file-changes.ts';
import type { RunOptions } from './run-options.ts';
import { sourcesOf } from './source-folders.ts';
import type { Running } from './start-server.ts';
import { Reloader, type Watched } from './swap-when-changed.ts';

/** A mistake may be a file that is only half written: it is told when it is still one after this long. */
const SECOND_LOOK_MS = 100;

/**
 * Takes changes of contracts, fixtures and configuration over while a stand-in runs; what is kept stays.
 * @returns what ends it, once everything is being watched
 */
export async function watch(
  running: Running,
  options: RunOptions,
  watched: Watched,
): Promise<{ close(): Promise<void> }> {
  const reloader = new Reloader(running, options, watched);
  let closed = false;
  let second: NodeJS.Timeout | undefined;
  // One look after the other: two at once would overtake each other.
  let last = Promise.resolve();
  const look = (): void => {
    clearTimeout(second);
    last = last.then(lookNow);
  };
  const lookNow = async (): Promise<void> => {
    if (closed) return;
    const before = reloader.paths;
    const settled = await reloader.look();
    if (!settled && !closed) second = setTimeout(look, SECOND_LOOK_MS);
    if (String(reloader.paths) === String(before) || closed) return;
    const old = changes;
    changes = await FileChanges.of(reloader.paths, look, options.tell);
    await old.close();
    // What changed while nobody watched.
    look();
  };
  // The first change is to be taken over as fast as the later ones.
  await rehearse(running.simulation, sourcesOf(options));
  let changes = await FileChanges.of(reloader.paths, look, options.tell);
  look();
  const close = async (): Promise<void> => {
    closed = true;
    clearTimeout(second);
    await last;
    await changes.close();
  };
  return { close };
}
