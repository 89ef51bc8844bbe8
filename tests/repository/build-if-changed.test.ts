// `npm test` builds when something changed, and only then: so `npm test -- tests/unit` is quick to say.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { root } from './project-files.ts';

const copy = mkdtempSync(join(tmpdir(), 'flowx-mock-built-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const FILES = ['build', 'package.json', 'package-lock.json', 'tsconfig.json'];
for (const path of ['contracts', 'fixtures', 'mock-server', ...FILES])
  cpSync(join(root, path), join(copy, path), { recursive: true });
const { isBuilt, noteBuild }: { isBuilt: () => boolean; noteBuild: () => void } = await import(
  join(copy, 'build/built-from.js')
);

test('without a build there is none', () => {
  expect(isBuilt()).toBe(false);
  mkdirSync(join(copy, 'dist'));
  expect(isBuilt()).toBe(false);
});

test.each(['mock-server/main.ts', 'fixtures/apptor/catalogue.yaml', 'package-lock.json'])(
  'a change of %s asks for a new one, and taking it back does not',
  (path) => {
    noteBuild();
    expect(isBuilt()).toBe(true);
    const before = readFileSync(join(copy, path), 'utf8');
    writeFileSync(join(copy, path), `${before}\n`);
    expect(isBuilt()).toBe(false);
    writeFileSync(join(copy, path), before);
    expect(isBuilt()).toBe(true);
  },
);

test('a file that is added or goes away asks for a new one', () => {
  noteBuild();
  writeFileSync(join(copy, 'contracts/new.yaml'), '');
  expect(isBuilt()).toBe(false);
  rmSync(join(copy, 'contracts/new.yaml'));
  expect(isBuilt()).toBe(true);
  rmSync(join(copy, 'fixtures/apptor/instances.yaml'));
  expect(isBuilt()).toBe(false);
});
