import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { FolderLock } from './lock.ts';
import { readFolder } from './read-folder.ts';

/** What keeps a folder from being used. */
export interface Inspection {
  /** In the words with which a start would be refused; undefined when nothing does. */
  problem?: string;
  /** Whether it is that another process holds it. */
  held?: boolean;
}

/** Looks whether a folder could be used, and changes nothing in it. One that is not there yet can, if it can be made. */
export async function inspectFolder(folder: string): Promise<Inspection> {
  try {
    const whole = await nearestThere(resolve(folder));
    if (!(await stat(whole)).isDirectory()) throw new UnusableFolder(whole, 'it is no folder');
    await access(whole, constants.R_OK | constants.W_OK | constants.X_OK);
    if (whole !== resolve(folder)) return {};
    const holder = await FolderLock.holder(folder);
    if (holder) return { problem: holder.message, held: true };
    await readFolder(folder);
    return {};
  } catch (error) {
    if (error instanceof UnusableFolder) return { problem: error.message };
    return { problem: new UnusableFolder(folder, (error as Error).message).message };
  }
}

async function nearestThere(path: string): Promise<string> {
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  return there || dirname(path) === path ? path : nearestThere(dirname(path));
}
