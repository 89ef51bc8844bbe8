// Projects that use the package, each with another test runner, module system or environment: as installed, `npm test`.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { full } from '../full.ts';
import { installInto } from './installed-copy.ts';
import { root } from './project-files.ts';

const CONSUMERS = join(root, 'tests/consumers');
const home = mkdtempSync(join(tmpdir(), 'flowx-mock-consumers-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

beforeAll(() => {
  installInto(home, ['jest', 'vitest']);
  cpSync(CONSUMERS, home, { recursive: true });
  withTypeScript5();
});

/** ts-jest needs the compiler's API, which TypeScript 7 has not: beside it in this folder lies version 5. */
function withTypeScript5(): void {
  const modules = join(home, 'node_modules');
  for (const name of ['typescript', 'ts-jest']) rmSync(join(modules, name));
  symlinkSync(typeScript5, join(modules, 'typescript'));
  cpSync(join(root, 'node_modules/ts-jest'), join(modules, 'ts-jest'), { recursive: true });
}

const checker = createRequire(join(root, 'node_modules/@arethetypeswrong/core/package.json'));
const typeScript5 = dirname(checker.resolve('typescript/package.json'));

/** What a command says, and its exit code. */
async function ran(cwd: string, command: string, ...args: string[]): Promise<string> {
  // Those of the Jest that runs this file would be taken for theirs.
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_ENV: ___, ...env } = process.env;
  // Who waits for a faked clock waits for ever.
  const options = { cwd, timeout: 50_000, env: { ...env, CI: '1', NO_COLOR: '1' } };
  const {
    stdout,
    stderr,
    code = 0,
  } = await promisify(execFile)(command, args, options).catch((error) => error);
  return `${stripVTControlCharacters(stdout + stderr)}\nexit code ${code}`;
}

const EVERY_PROJECT = [
  ['jest-commonjs', /Tests: +3 passed, 3 total/],
  ['vitest-jsdom', /Tests +2 passed \(2\)/],
  ['jest-jsdom', /Tests: +2 passed, 2 total/],
  ['jest-swc', /Tests: +2 passed, 2 total/],
  ['jest-ts', /Tests: +2 passed, 2 total/],
] as const;

// The first two differ most: both module systems, both runners, with and without a document, both with time faked.
test.each(full ? EVERY_PROJECT : EVERY_PROJECT.slice(0, 2))('%s', async (name, passed) => {
  expect(await ran(join(home, name), 'npm', 'test')).toMatch(passed);
});

const TYPES = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', 'node'];

test.each([
  ['node16', 'typescript', ['--module', 'node16', 'use.mts', 'use.cts']],
  ['bundler', 'typescript', ['--module', 'esnext', '--moduleResolution', 'bundler', 'use.mts']],
  ['node10', typeScript5, ['--module', 'commonjs', '--moduleResolution', 'node10', 'use.cts']],
])('types under %s', async (_, compiler, options) => {
  const tsc = join(compiler === 'typescript' ? join(root, 'node_modules/typescript') : compiler, 'bin/tsc');
  expect(await ran(join(home, 'types'), process.execPath, tsc, ...TYPES, ...options)).toBe('\nexit code 0');
});

const tool = (name: string) => join(root, 'node_modules/.bin', name);

test('publint finds nothing', async () => {
  const installed = join(home, 'node_modules/flowx-mock');
  expect(await ran(installed, tool('publint'), '--pack', 'false', '--strict')).toContain('All good!');
});

test('arethetypeswrong finds nothing', async () => {
  await ran(root, 'npm', 'pack', '--ignore-scripts', '--pack-destination', home);
  const archive = readdirSync(home).find((name) => name.endsWith('.tgz')) ?? '';
  const said = await ran(home, tool('attw'), '--no-definitely-typed', archive);
  expect(said).toContain('No problems found');
  expect(said).toMatch(/exit code 0$/);
});
