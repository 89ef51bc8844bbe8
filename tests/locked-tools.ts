// Packages of a lock file of their own: tools that are too big, or too new, for the everyday run.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { said } from './generators/exported.ts';

/** Installs, into a folder, what the lock file of another says. */
export async function installLocked(from: string, into: string): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(from, name), join(into, name));
  expect(await said(into, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')).toMatch(
    /exit code 0$/,
  );
}

/** The packages of a folder's lock file that come from elsewhere than the public registry, or without a checksum. */
export function oddPackages(folder: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const odd = Object.entries<{ resolved?: string; integrity?: string }>(packages).filter(
    ([path, { resolved, integrity }]) =>
      path !== '' &&
      (!integrity || !(resolved ?? 'https://registry.npmjs.org/').startsWith('https://registry.npmjs.org/')),
  );
  return odd.map(([path]) => path);
}
