// A folder in which the package is installed as its users have it: what npm would pack, beside the other packages.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project-files.ts';

/**
 * Fills `node_modules` of a folder: our package by what package.json lists as `files`, all others as they are here.
 * @param home an empty folder
 * @param commands of other packages that scripts of the folder call
 */
export function installInto(home: string, commands: readonly string[] = []): void {
  const { files, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const modules = join(home, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  // A pattern names files of a folder.
  const parts: string[] = files
    .filter((file: string) => !file.startsWith('!'))
    .map((file: string) => (file.includes('*') ? dirname(file) : file));
  for (const part of ['package.json', ...parts])
    cpSync(join(root, part), join(modules, 'flowx-mock', part), { recursive: true });
  for (const name of commands)
    symlinkSync(join(root, 'node_modules/.bin', name), join(modules, '.bin', name));
  chmodSync(join(modules, 'flowx-mock', bin['flowx-mock']), 0o755);
  symlinkSync(join(modules, 'flowx-mock', bin['flowx-mock']), join(modules, '.bin/flowx-mock'));
}
