import { warmUp } from '../simulation/warm-up.ts';
import { FileChanges } from './file-changes.ts';
import type { RunOptions } from './run-options.ts';
import { sourceFolders } from './source-folders.ts';
import type { Running } from './start-server.ts';
import { SwapWhenChanged, type Watched } from './swap-when-changed.ts';

/** A mistake may be a file that is only half written: it is told when it is still one after this long. */
const SECOND_LOOK_MS = 100;

/**
 * Takes changes of contracts, fixtures and configuration over while a stand-in runs; what is kept stays.
 * @returns what ends it, once everything is being watched
 */
export async function watchFiles(
  running: Running,
  options: RunOptions,
  watched: Watched,
): Promise<{ close(): Promise<void> }> {
  const swap = new SwapWhenChanged(running, options, watched);
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
    const before = swap.paths;
    const settled = await swap.look();
    if (!settled && !closed) second = setTimeout(look, SECOND_LOOK_MS);
    if (String(swap.paths) === String(before) || closed) return;
    const old = changes;
    changes = await FileChanges.of(swap.paths, look, options.tell);
    await old.close();
    // What changed while nobody watched.
    look();
  };
  // The first change is to be taken over as fast as the later ones.
  await warmUp(running.simulation, sourceFolders(options));
  let changes = await FileChanges.of(swap.paths, look, options.tell);
  look();
  const close = async (): Promise<void> => {
    closed = true;
    clearTimeout(second);
    await last;
    await changes.close();
  };
  return { close };
}
