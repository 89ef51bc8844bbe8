// The laws of .dependency-cruiser.cjs: they hold here, and in a made-up tree each of them is seen to be broken.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cruise } from './cruise.ts';
import { projectFiles, root } from './project-files.ts';

const TYPE_IMPORT = (path: string) => `import type { a } from '${path}';\nexport type A = typeof a;\n`;
const IMPORT = (path: string) => `import { a } from '${path}';\nexport const b = a;\n`;
const DYNAMIC_IMPORT = (path: string) => `export const f = async () => (await import('${path}')).a;\n`;
const LEAF = 'export const a = 1;\n';

/** A file, and the laws it breaks (a circle is told once). Type-only and dynamic imports count as much as others. */
const CRIMES: [path: string, text: string, laws: string[]][] = [
  ['mock-server/main.ts', IMPORT('./store/leaf.ts'), ['nothing-points-up: mock-server/main.ts']],
  [
    'mock-server/cli/crime.ts',
    IMPORT('../../tests/leaf.ts'),
    ['not-to-tests', 'nothing-points-up: mock-server/cli/'],
  ],
  ['mock-server/admin/crime.ts', IMPORT('../cli/leaf.ts'), ['nothing-points-up: mock-server/admin/']],
  [
    'mock-server/in-process/crime.ts',
    IMPORT('../cli/leaf.ts'),
    ['nothing-points-up: mock-server/in-process/'],
  ],
  ['mock-server/client/crime.ts', TYPE_IMPORT('../http/leaf.ts'), ['nothing-points-up: mock-server/client/']],
  ['mock-server/doctor/crime.ts', IMPORT('../admin/leaf.ts'), ['nothing-points-up: mock-server/doctor/']],
  ['mock-server/running/crime.ts', IMPORT('../cli/leaf.ts'), ['nothing-points-up: mock-server/running/']],
  [
    'mock-server/simulation/crime.ts',
    IMPORT('../http/leaf.ts'),
    ['nothing-points-up: mock-server/simulation/'],
  ],
  ['mock-server/worlds/crime.ts', IMPORT('../http/leaf.ts'), ['nothing-points-up: mock-server/worlds/']],
  ['mock-server/http/crime.ts', DYNAMIC_IMPORT('../admin/leaf.ts'), ['nothing-points-up: mock-server/http/']],
  [
    'mock-server/behaviours/crime.ts',
    TYPE_IMPORT('../http/leaf.ts'),
    ['nothing-points-up: mock-server/behaviours/'],
  ],
  ['mock-server/store/crime.ts', TYPE_IMPORT('../http/leaf.ts'), ['nothing-points-up: mock-server/store/']],
  [
    'mock-server/domain/crime.ts',
    TYPE_IMPORT('../store/leaf.ts'),
    ['nothing-points-up: mock-server/domain/'],
  ],
  ['mock-server/domain/io.ts', IMPORT('node:fs'), ['domain-uses-only-pure-libraries']],
  ['mock-server/domain/library.ts', IMPORT('yaml'), ['domain-uses-only-pure-libraries']],
  [
    'mock-server/dashboard/crime.js',
    IMPORT('../domain/leaf.ts'),
    ['nothing-points-up: mock-server/dashboard/', 'dashboard-imports-nothing'],
  ],
  ['mock-server/elsewhere/crime.ts', IMPORT('../domain/leaf.ts'), ['every-folder-has-a-law']],
  [
    'contracts/suite/crime.ts',
    TYPE_IMPORT('../../mock-server/domain/leaf.ts'),
    ['nothing-points-up: contracts/suite/', 'the-judge-knows-not-the-accused'],
  ],
  ['contracts/reader/crime.ts', IMPORT('../suite/leaf.ts'), ['nothing-points-up: contracts/reader/']],
  ['contracts/types/crime.ts', IMPORT('../reader/leaf.ts'), ['nothing-points-up: contracts/types/']],
  ['contracts/suite/lawful.ts', IMPORT('../reader/leaf.ts'), []],
  ['contracts/reader/circle.ts', IMPORT('./circle-back.ts'), []],
  ['contracts/reader/circle-back.ts', TYPE_IMPORT('./circle.ts'), ['no-cycles']],
  [
    'mock-server/store/express.ts',
    IMPORT('express'),
    ['only mock-server/http/ and mock-server/admin/ know express'],
  ],
  ['mock-server/http/lowdb.ts', IMPORT('lowdb/node'), ['only mock-server/store/ know lowdb and pg']],
  ['mock-server/http/supertest.ts', IMPORT('supertest'), ['not-to-dev-dependencies']],
  ['mock-server/http/transitive.ts', IMPORT('qs'), ['not-to-undeclared-packages']],
  [
    'mock-server/http/test.ts',
    IMPORT('../../tests/leaf.ts'),
    ['not-to-tests', 'nothing-points-up: mock-server/http/'],
  ],
  ['mock-server/http/nowhere.ts', IMPORT('./not-there.ts'), ['everything-resolves']],
  ['mock-server/http/alone.ts', LEAF, ['no-orphans']],
  ['mock-server/http/wordy.ts', IMPORT('./utils.ts'), ['names-say-what-is-inside']],
];

const PLACES = ['cli', 'admin', 'http', 'behaviours', 'store', 'domain'].map((name) => `mock-server/${name}`);
const LEAVES = [...PLACES, 'contracts/reader', 'contracts/suite', 'tests'].map((place) => `${place}/leaf.ts`);

function criminalTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-layers-'));
  const files = [...CRIMES, ...[...LEAVES, 'mock-server/http/utils.ts'].map((path) => [path, LEAF] as const)];
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

test('nothing points up, nothing goes in circles', async () => {
  const { violations, modules } = await cruise(root);
  const code = projectFiles().filter((path) => /^(contracts|mock-server)\/.*\.[jt]s$/.test(path));
  expect(violations).toEqual([]);
  expect(modules).toEqual(expect.arrayContaining(code));
});

test('every law can be broken, and a file that breaks one is named', async () => {
  const folder = criminalTree();
  try {
    const { violations } = await cruise(folder);
    const found = violations.map(({ rule, from }) => `${from} | ${rule}`);
    const expected = CRIMES.flatMap(([path, , laws]) => laws.map((law) => `${path} | ${law}`));
    expect([...new Set(found)].sort()).toEqual(expected.sort());
    const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
    const laws: string[] = forbidden.map((rule: { name: string }) => rule.name);
    expect(laws.filter((law) => !found.some((line) => line.endsWith(`| ${law}`)))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
