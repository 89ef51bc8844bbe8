import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../contracts/files/package-folder.ts';

/** The version of the package. */
export function version(): string {
  return manifest().version;
}

/** The oldest Node that the package runs on, such as `20.19.0`. */
export function nodeNeeded(): string {
  return manifest().engines.node.replace(/^\D+/, '');
}

function manifest(): { version: string; engines: { node: string } } {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
}
