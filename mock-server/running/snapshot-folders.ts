import { join } from 'node:path';
import type { RunOptions } from './run-options.ts';

/** Where snapshots are kept; undefined: in memory. */
export function snapshotFolders({
  store,
  snapshots,
}: Pick<RunOptions, 'store' | 'snapshots'>): { folder: string; origins: string } | undefined {
  const data = store.startsWith('file:') ? store.slice('file:'.length) : undefined;
  if (data !== undefined)
    return { folder: snapshots ?? join(data, 'snapshots'), origins: join(data, 'made-from') };
  return snapshots === undefined ? undefined : { folder: snapshots, origins: join(snapshots, '.made-from') };
}
