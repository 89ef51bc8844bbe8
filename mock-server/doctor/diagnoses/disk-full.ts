import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Diagnosis } from '../examination/diagnosis.ts';

/** With less than this there will soon be no room, in bytes. */
const LITTLE = 10 * 1024 * 1024;

/** A disk without room for instances. */
export const diskFull: Diagnosis = async ({ folder }) => {
  if (folder === undefined) return [];
  const disk = await diskOf(folder);
  const free = disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
  if (free >= LITTLE) return [];
  return [
    {
      name: 'disk-full',
      what: `The disk of the data folder is full: ${Math.floor(free / 1024)} KB are free`,
      where: folder,
      why: 'Starts and tasks are refused with 507 once nothing can be written.',
      mend: 'Make room, choose a folder on another disk with --data DIR, or keep nothing with --ephemeral.',
    },
  ];
};

/** The file system of the folder, or of the nearest folder above it that exists. */
async function diskOf(folder: string): Promise<{ bavail: number; bsize: number } | undefined> {
  try {
    return await statfs(folder);
  } catch {
    return dirname(folder) === folder ? undefined : diskOf(dirname(folder));
  }
}
