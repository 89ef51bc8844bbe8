// The laws of .dependency-cruiser.cjs: they hold here, and in a made-up tree each of them is seen to be broken.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { cruise } from './cruise.ts';
import { projectFiles, root } from './project-files.ts';

const TYPE_IMPORT = (path: string) => `import type { a } from '${path}';\nexport type A = typeof a;\n`;
const IMPORT = (path: string) => `import { a } from '${path}';\nexport const b = a;\n`;
const DYNAMIC_IMPORT = (path: string) => `export const f = async () => (await import('${path}')).a;\n`;
const LEAF = 'export const a = 1;\n';

/** Room -> the rooms it may import; room -> its sub-rooms, `own` among them -> those each may import. */
const { MAY_IMPORT, MAY_IMPORT_INSIDE } = createRequire(import.meta.url)('../../.dependency-laws.cjs') as {
  MAY_IMPORT: Record<string, string[]>;
  MAY_IMPORT_INSIDE: Record<string, Record<string, string[]>>;
};

/** A file, and the laws it breaks (a circle is told once). Type-only and dynamic imports count as much as others. */
type Crime = [path: string, text: string, laws: string[]];

const KINDS = [IMPORT, TYPE_IMPORT, DYNAMIC_IMPORT];

/** An import in a file of one folder from a leaf in another, of each kind in turn. */
function importing(path: string, target: string, index: number): string {
  const between = relative(dirname(path), `${target}/leaf.ts`);
  return (KINDS[index % KINDS.length] ?? IMPORT)(between.startsWith('.') ? between : `./${between}`);
}

/** No room may import the tests. */
const BETWEEN_ROOMS = Object.keys(MAY_IMPORT).map((room, index): Crime => {
  const path = room.endsWith('/') ? `${room}crime.ts` : room;
  return [path, importing(path, 'tests', index), ['not-to-tests', `nothing-points-up: ${room}`]];
});

const folderOf = (room: string, name: string) =>
  (name === 'own' ? room : `${room}${name}/`).replace(/\/$/, '');

/** Those that may import all others have no law to break. */
const FREE = Object.entries(MAY_IMPORT_INSIDE).flatMap(([room, subRooms]) =>
  Object.entries(subRooms)
    .filter(([, allowed]) => allowed.length === Object.keys(subRooms).length - 1)
    .map(([name]) => `nothing-points-up: ${room}${name}`),
);

/** One of each sub-room that may not import all others. */
const INSIDE_ROOMS = Object.entries(MAY_IMPORT_INSIDE).flatMap(([room, subRooms]) =>
  Object.entries(subRooms).flatMap(([name, allowed], index): Crime[] => {
    const other = Object.keys(subRooms).find((one) => one !== name && !allowed.includes(one));
    if (other === undefined) return [];
    const path = `${folderOf(room, name)}/insider.ts`;
    return [[path, importing(path, folderOf(room, other), index), [`nothing-points-up: ${room}${name}`]]];
  }),
);

const CRIMES: Crime[] = [
  ...BETWEEN_ROOMS,
  ...INSIDE_ROOMS,
  ['mock-server/domain/io.ts', IMPORT('node:fs'), ['domain-uses-only-pure-libraries']],
  ['mock-server/domain/library.ts', IMPORT('yaml'), ['domain-uses-only-pure-libraries']],
  ['mock-server/dashboard/crime.js', IMPORT('../domain/leaf.ts'), ['dashboard-imports-nothing']],
  ['mock-server/elsewhere/crime.ts', IMPORT('../domain/leaf.ts'), ['every-folder-has-a-law']],
  [
    'contracts/suite/spy.ts',
    TYPE_IMPORT('../../mock-server/domain/leaf.ts'),
    ['nothing-points-up: contracts/suite/', 'the-judge-knows-not-the-accused'],
  ],
  ['contracts/suite/lawful.ts', IMPORT('../reader/leaf.ts'), []],
  ['contracts/reader/circle.ts', IMPORT('./circle-back.ts'), []],
  ['contracts/reader/circle-back.ts', TYPE_IMPORT('./circle.ts'), ['no-cycles']],
  [
    'mock-server/store/express.ts',
    IMPORT('express'),
    ['only mock-server/http/ and mock-server/admin/ know express'],
  ],
  ['mock-server/http/lowdb.ts', IMPORT('lowdb/node'), ['only mock-server/store/ know lowdb']],
  ['mock-server/http/supertest.ts', IMPORT('supertest'), ['not-to-dev-dependencies']],
  ['mock-server/http/transitive.ts', IMPORT('qs'), ['not-to-undeclared-packages']],
  ['mock-server/http/nowhere.ts', IMPORT('./not-there.ts'), ['everything-resolves']],
  ['mock-server/http/alone.ts', LEAF, ['no-orphans']],
  ['mock-server/http/wordy.ts', IMPORT('./utils.ts'), ['names-say-what-is-inside']],
];

/** What the crimes import. */
const LEAVES = new Set(
  CRIMES.flatMap(([path, text]) =>
    [...text.matchAll(/'(\..*leaf\.ts)'/g)].map(([, target = '']) => join(dirname(path), target)),
  ),
);

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
    // Many of the crimes make circles of folders, too: it is enough that some are seen.
    const files = found.filter((line) => !line.endsWith('| no-cycles-of-folders'));
    expect([...new Set(files)].sort()).toEqual(expected.sort());
    const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
    const laws: string[] = forbidden.map((rule: { name: string }) => rule.name);
    const breakable = laws.filter((law) => !FREE.includes(law));
    expect(breakable.filter((law) => !found.some((line) => line.endsWith(`| ${law}`)))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
