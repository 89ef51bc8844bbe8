import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, absolute. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What .gitignore names; read here and not from git, so that an unpacked archive can be tested too. */
const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'coverage', '.flowx-mock']);

/** Every file of the project below `folder`, relative to the root, with forward slashes. */
export function projectFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || entry.name.endsWith('.tgz')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? projectFiles(path) : [relative(root, path).split(sep).join('/')];
  });
}
