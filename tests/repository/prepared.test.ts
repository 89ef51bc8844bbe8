// The build checks the data that ships, so that a start need not: but only as long as it is what was checked.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from './project-files.ts';

const copy = mkdtempSync(join(tmpdir(), 'flowx-mock-prepared-'));
for (const path of ['dist', 'contracts', 'fixtures', 'package.json', 'mock-server/cli/config.schema.json'])
  cpSync(join(root, path), join(copy, path), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Starts the copy with a port that nobody can listen on: reading comes before listening, and then it ends by itself. */
function started(): Promise<{ code: number; talk: string }> {
  const command = [join(copy, 'dist/mock-server/main.js'), 'serve', '--ephemeral', '--host', '192.0.2.1'];
  return new Promise((resolve) =>
    execFile(process.execPath, command, { cwd: copy }, (error, _, talk) =>
      resolve({ code: Number(error?.code ?? 0), talk }),
    ),
  );
}

test('as it was built, it gets as far as listening', async () => {
  expect((await started()).talk).toContain('this machine has no address 192.0.2.1');
});

test.each([
  ['a fixture', 'fixtures/apptor/catalogue.yaml', /$/, 'misspelt: 1\n', '"misspelt" is not known here'],
  ['a lifecycle', 'fixtures/flowx/lifecycles/quick-check.yaml', /initial: .*/, 'initial: nowhere', 'nowhere'],
  [
    'a schema',
    'contracts/apis/apptor/schemas/process-id.schema.json',
    /"type": "string"/,
    '"type": "strin"',
    'a schema of apptor is not usable',
  ],
])('%s that is changed after the build is read and checked anew', async (_, path, from, to, complaint) => {
  const before = readFileSync(join(root, path), 'utf8');
  writeFileSync(join(copy, path), before.replace(from, to));
  const { code, talk } = await started();
  expect({ code, talk }).toEqual({ code: 2, talk: expect.stringContaining(complaint) });
  expect(talk).toContain(path.split('/').at(-1));
  writeFileSync(join(copy, path), before);
});

test('what the build keeps of each file is what another reader finds in the file', () => {
  const kept: Record<string, { json: string }> = JSON.parse(
    readFileSync(join(root, 'dist/prepared.json'), 'utf8'),
  );
  expect(Object.keys(kept).length).toBeGreaterThan(50);
  const different = Object.entries(kept).filter(([path, { json }]) => {
    const text = readFileSync(join(root, path), 'utf8');
    const value = path.endsWith('.json') ? JSON.parse(text) : parse(text, { merge: true });
    return JSON.stringify(value ?? null) !== json;
  });
  expect(different.map(([path]) => path)).toEqual([]);
});
