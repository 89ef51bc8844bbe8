// What a build was made from, as one digest: so that whoever needs a build can tell whether there is one already.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const NOTE = join(root, 'dist', 'built-from.txt');
/** All that tsc, the bundler and the check of the data read; the lock file stands for the libraries. */
const SOURCES = [
  ...['build', 'contracts', 'fixtures', 'mock-server'],
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
];

function filesOf(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesOf(`${path}/${name}`));
}

function digest() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesOf).sort())
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n');
  return hash.digest('hex');
}

/** Whether `dist` was built from the files as they are now. */
export const isBuilt = () => existsSync(NOTE) && readFileSync(NOTE, 'utf8') === digest();

/** Says of `dist` that it was built from the files as they are now. */
export const noteBuild = () => writeFileSync(NOTE, digest());
