import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = 512;

/** Bytes a package folder takes on the disk (whole blocks where the system tells), without packages nested in it. */
export function bytesOnDisk(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.name === 'node_modules') return sum;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + bytesOnDisk(path);
    const { size, blocks } = lstatSync(path);
    return sum + Math.max(size, (blocks ?? 0) * BLOCK);
  }, 0);
}
