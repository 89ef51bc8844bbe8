// `flowx-mock/vitest` gives Vitest's `expect` its matchers' types, in both of Vitest's versions that people have; the newer
// one comes from a lock file, so that is only in the full run.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { full } from '../full.ts';
import { said } from '../generators/exported.ts';
import { installLocked } from '../locked-tools.ts';
import { installInto } from '../repository/installed-copy.ts';
import { root } from '../repository/project-files.ts';

jest.setTimeout(300_000);

const inFull = full ? test : test.skip;
const home = mkdtempSync(join(tmpdir(), 'flowx-mock-vitest-types-'));
const tools = join(home, 'tools');

const USE = `import { createMock } from 'flowx-mock';
import 'flowx-mock/vitest';
import { expect } from 'vitest';

const mock = await createMock();
await expect(mock).toHaveReceived('executeWorkflow', { times: 1 });
await expect(mock).not.toHaveReceived('executeWorkflow');
// @ts-expect-error there is no such option
await expect(mock).toHaveReceived('executeWorkflow', { tims: 1 });
// @ts-expect-error there is no such matcher
await expect(mock).toHaveRecieved('executeWorkflow');
`;

const SPEC = `import { createMock } from 'flowx-mock';
import 'flowx-mock/vitest';
import { expect, test } from 'vitest';

test('a matcher', async () => {
  const mock = await createMock();
  await expect(mock).not.toHaveReceived('executeWorkflow');
  await expect((async () => await expect(mock).toHaveReceived('executeWorkflow'))()).rejects.toThrow();
  await mock.close();
});
`;

beforeAll(async () => {
  if (!full) return;
  mkdirSync(tools);
  installInto(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(home, 'use.mts'), USE);
  writeFileSync(join(home, 'matcher.spec.mjs'), SPEC);
  await installLocked(import.meta.dirname, tools);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

inFull.each([
  ['3', join(root, 'node_modules')],
  ['4', join(tools, 'node_modules')],
])('Vitest %s: the matchers are typed and work', async (major, from) => {
  const own = join(home, 'node_modules/vitest');
  rmSync(own);
  symlinkSync(join(from, 'vitest'), own);
  expect(JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')).version).toMatch(`${major}.`);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'node16', '--types', 'node'];
  // Our declarations are to fit, too: interfaces that do not agree are told there, and libraries are not skipped for it.
  const told = await said(home, process.execPath, tsc, ...options, 'use.mts');
  expect(told.split('\n').filter((line) => /^(use\.mts|node_modules\/flowx-mock)/.test(line))).toEqual([]);
  const strict = await said(home, process.execPath, tsc, ...options, '--skipLibCheck', 'use.mts');
  expect(strict).toBe('\nexit code 0');
  const run = await said(home, process.execPath, join(own, 'vitest.mjs'), 'run', 'matcher.spec.mjs');
  expect(run).toMatch(/Tests +1 passed/);
});
