import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** What is read of a folder; anything else in it, such as what editors leave, does not matter. */
const READ = /\.(ya?ml|json)$/;

/**
 * Some files, whatever they are called, and what is read of some folders, with a digest of what is in each, by path as it
 * is reached from there. Links are followed. What cannot be read is left out: whoever reads it in earnest says why.
 */
export function digestsOf(paths: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of paths) collect(path, new Set(), found);
  return found;
}

/** Whether a file is one of those that are looked at when one of some folders is. */
export function isCovered(file: string, folders: readonly string[]): boolean {
  return READ.test(file) && folders.some((folder) => isWithin(file, folder));
}

/** Whether a file is a path itself, or below it. */
export function isWithin(file: string, path: string): boolean {
  const whole = resolve(path);
  return file === whole || file.startsWith(whole + sep);
}

/** The files that were added, changed or removed between two looks. */
export function changedFiles(before: Map<string, string>, after: Map<string, string>): string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((path) => before.get(path) !== after.get(path)).sort();
}

/** @param inside the folders that this one is in, as they really are: a link may lead back to one of them */
function collect(path: string, inside: ReadonlySet<string>, found: Map<string, string>): void {
  try {
    if (statSync(path).isDirectory()) {
      const real = realpathSync(path);
      if (inside.has(real)) return;
      for (const name of readdirSync(path)) collect(join(path, name), new Set([...inside, real]), found);
    } else if (inside.size === 0 || READ.test(path))
      found.set(path, createHash('sha1').update(readFileSync(path)).digest('hex'));
  } catch {
    // Gone since it was listed, or not ours to read.
  }
}
