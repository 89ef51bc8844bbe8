import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those around it. Not by what Node has for that: where the system says that a folder is not there
 * which it cannot make, as below `/proc`, it tries for ever, and nothing ends it.
 * @returns the outermost one that was made; undefined when the folder was there
 * @throws the system's error
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder);
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return undefined;
    const around = dirname(folder);
    if (code !== 'ENOENT' || around === folder) throw error;
    const first = await makeFolder(around);
    await mkdir(folder).catch((again: NodeJS.ErrnoException) => {
      // Somebody else may have been faster.
      if (again.code !== 'EEXIST') throw again;
    });
    return first ?? folder;
  }
}
