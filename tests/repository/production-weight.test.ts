// Goal P5: at most 130 packages, at most 30 MB, no install scripts. What a production install would fetch is
// read from package-lock.json, what it weighs from node_modules; installed-package.test.ts weighs a real install.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bytesOnDisk } from './bytes-on-disk.ts';
import { root } from './project-files.ts';

interface Locked {
  dev?: boolean;
  hasInstallScript?: boolean;
}

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

const locked: Record<string, Locked> = readJson('package-lock.json').packages;
const production = Object.keys(locked).filter((path) => path !== '' && !locked[path]?.dev);
/** An optional package of another platform is in the lock file and not on the disk. */
const installed = production.filter((path) => existsSync(join(root, path)));

const runsOnInstall = (manifest: { scripts?: Record<string, string> }, lock: Locked = {}) =>
  Boolean(lock.hasInstallScript) || INSTALL_SCRIPTS.some((name) => name in (manifest.scripts ?? {}));

test('a production install is at most 130 packages', () => {
  expect(production).toContain('node_modules/express');
  expect(production).not.toContain('node_modules/jest');
  expect(production.length).toBeLessThanOrEqual(130);
});

test('a production install is at most 30 MB', () => {
  const heaviest = installed.map((path) => ({ path, bytes: bytesOnDisk(join(root, path)) }));
  const total = heaviest.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(1e6);
  expect(total).toBeLessThanOrEqual(30e6);
});

test('no package runs a script when it is installed', () => {
  expect(installed.filter((path) => runsOnInstall(readJson(path, 'package.json'), locked[path]))).toEqual([]);
  expect(runsOnInstall(readJson('package.json'))).toBe(false);
});

test('a script would be noticed', () => {
  expect(runsOnInstall({ scripts: { postinstall: 'node x.js' } })).toBe(true);
  expect(runsOnInstall({}, { hasInstallScript: true })).toBe(true);
  expect(runsOnInstall({ scripts: { test: 'node x.js' } })).toBe(false);
});
