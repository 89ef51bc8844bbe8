// The example projects below examples, each as its owner has it: the package in node_modules, and `npm test`.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import chromium from '@sparticuz/chromium';
import { installInto } from './installed-copy.ts';
import { root } from './project-files.ts';

const EXAMPLES = join(root, 'examples');
const home = mkdtempSync(join(tmpdir(), 'flowx-mock-examples-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

beforeAll(() => {
  installInto(home, ['jest', 'vitest', 'playwright']);
  cpSync(EXAMPLES, home, { recursive: true });
});

async function npmTest(name: string): Promise<string> {
  const browser = { CHROMIUM: await chromium.executablePath(), CHROMIUM_ARGS: '--no-sandbox --disable-gpu' };
  // Those of the Jest that runs this file would be taken for theirs.
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_ENV: ___, ...env } = process.env;
  const cwd = join(home, name);
  const options = { cwd, env: { ...env, ...browser, CI: '1', NO_COLOR: '1' } };
  // Where it fails, what it says is the error.
  const { stdout, stderr } = await promisify(execFile)('npm', ['test'], options).catch((error) => error);
  return stripVTControlCharacters(stdout + stderr);
}

test.each([
  ['jest', /Tests: +3 passed, 3 total/],
  ['vitest', /Tests +3 passed \(3\)/],
  ['playwright', /2 passed/],
  ['node-test', /^# pass 2\n# fail 0$|ℹ pass 2\nℹ fail 0/m],
])('%s', async (name, passed) => {
  expect(await npmTest(name)).toMatch(passed);
});

test('there are no others', () => {
  expect(readdirSync(EXAMPLES).sort()).toEqual(['jest', 'node-test', 'playwright', 'vitest']);
});
