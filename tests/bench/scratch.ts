import { statfsSync } from 'node:fs';

/** What Linux calls a file system in memory: the `/tmp` of many distributions. */
const TMPFS = 0x01021994;

/** Whether a folder is in memory, where keeping something costs nothing. */
export function isInMemory(folder: string): boolean {
  return process.platform === 'linux' && statfsSync(folder).type === TMPFS;
}
