// ARCHITECTURE.md names what is there: every path, every function in its table, every room of the laws.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './project-files.ts';

const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const { MAY_IMPORT } = createRequire(import.meta.url)('../../.dependency-laws.cjs') as {
  MAY_IMPORT: Record<string, string[]>;
};

/** What stands in code and begins with a folder of the project. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:build|contracts|docs|fixtures|mock-server|tests)(?:\/[\w./-]+)?)`/g)].map(
    ([, path = '']) => path,
  );

const missing = (text: string): string[] => pathsIn(text).filter((path) => !existsSync(join(root, path)));

test('every path is there', () => {
  expect(pathsIn(page).length).toBeGreaterThan(30);
  expect(missing(page)).toEqual([]);
  expect(missing('`mock-server/nowhere.ts` and `tests`')).toEqual(['mock-server/nowhere.ts']);
});

const rows = page
  .split('## Where is …?')[1]
  ?.split('\n## ')[0]
  ?.split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'));

test.each((rows ?? []).map((row) => row.split(' | ')))(
  '%s: each file exports its name',
  (_, files, names) => {
    const paths = pathsIn(files ?? '');
    const words = [...(names ?? '').matchAll(/`(\w+)`/g)].map(([, word]) => word);
    expect(paths.length).toBeGreaterThan(0);
    expect(words).toHaveLength(paths.length);
    const exported = paths.filter((path, index) =>
      new RegExp(`^export (async )?(function|class|const) ${words[index]}\\b`, 'm').test(
        readFileSync(join(root, path), 'utf8'),
      ),
    );
    expect(exported).toEqual(paths);
  },
);

test('the picture has every room that the laws have', () => {
  const picture = page.split('```')[1] ?? '';
  const rooms = Object.keys(MAY_IMPORT).map((room) =>
    room.split('/').filter(Boolean).at(-1)?.replace('.ts', ''),
  );
  expect(rooms.length).toBeGreaterThan(12);
  expect(rooms.filter((room) => !new RegExp(`\\b${room}\\b`).test(picture))).toEqual([]);
});
