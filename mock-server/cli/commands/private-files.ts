import { type Stats, statSync } from 'node:fs';

/** What others than the owner, and others than the group, may do by a file's mode. */
const [GROUP_AND_OTHERS, OTHERS] = [0o077, 0o007];

/**
 * Has all files and folders that are made from now on be for their owner alone: colleagues' data are in them. On Windows
 * folders decide by themselves.
 * @param shared for the owner's group, too
 * @returns what ends that
 */
export function keepPrivate(shared: boolean): () => void {
  const before = process.umask(shared ? OTHERS : GROUP_AND_OTHERS);
  return () => void process.umask(before);
}

/**
 * What is to be told of a folder that is there, and open to more than it should: it was made by somebody else, or by an
 * older version, and stays as it is.
 * @param folder undefined: nothing is kept in one
 */
export function openFolderText(folder: string | undefined, shared: boolean): string | undefined {
  const found = folder === undefined ? undefined : folderAt(folder);
  if (!found || process.platform === 'win32') return undefined;
  const open = found.mode & (shared ? OTHERS : GROUP_AND_OTHERS);
  if (open === 0) return undefined;
  const mend = shared ? `chmod o-rwx ${folder}` : `chmod 700 ${folder}, or --shared-folder for a group`;
  return `the folder ${folder} is open to other users of this machine (mode ${(found.mode & 0o777).toString(8)}): ${mend}`;
}

/** Whoever opens a place that is no folder, or cannot be looked at, says what is wrong with it. */
function folderAt(path: string): Stats | undefined {
  try {
    const found = statSync(path);
    return found.isDirectory() ? found : undefined;
  } catch {
    return undefined;
  }
}
