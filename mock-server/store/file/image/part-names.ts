import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

// The files in which a snapshot goes on. A name is never used again, so a part that is named is the one that was meant.
const NAME = /^instances-(\d{6,})-[0-9a-f]{8}-\d+\.json$/;

/**
 * @param log number of the last log that the snapshot holds
 * @param writing tells this writing of a snapshot from all others: eight hexadecimal digits
 * @param part 2 for the first file after `instances.json`
 */
export const partName = (log: number, writing: string, part: number): string =>
  `instances-${String(log).padStart(6, '0')}-${writing}-${String(part).padStart(4, '0')}.json`;

export const isPartName = (name: unknown): boolean => typeof name === 'string' && NAME.test(name);

/** Where lowdb writes before a file gets its name. */
export const draftOf = (name: string): string => `.${name}.tmp`;

/** The files of a folder that look like parts, whether a snapshot names them or not. */
export async function partNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(isPartName);
}

/**
 * Removes what no snapshot needs any more: the parts of former ones, and those of one that was never finished.
 * @param needed those that the snapshot names
 * @param upTo only those of snapshots that hold no later log
 */
export async function removeParts(
  folder: string,
  needed: readonly string[],
  upTo = Number.POSITIVE_INFINITY,
): Promise<void> {
  for (const file of await readdir(folder)) {
    const name = file.replace(/^\.(.*)\.tmp$/, '$1');
    const log = Number(NAME.exec(name)?.[1] ?? Number.NaN);
    if (log <= upTo && !needed.includes(file)) await rm(join(folder, file), { force: true });
  }
}
