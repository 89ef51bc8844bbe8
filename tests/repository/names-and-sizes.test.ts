import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectFiles, root } from './project-files.ts';

const EMPTY_WORDS = /^(utils?|helpers?|common|misc|index)$/;

/** Folders and code files whose name says nothing about what is inside. */
const meaningless = (paths: string[]) =>
  paths.filter((path) => {
    const folders = path.split('/');
    const file = folders.pop() ?? '';
    const stem = /\.[cm]?[jt]s$/.test(file) ? (file.split('.')[0] ?? '') : '';
    return [...folders, stem].some((name) => EMPTY_WORDS.test(name));
  });

const linesOf = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

const tooLong = (files: { path: string; text: string }[]) =>
  files.map(({ path, text }) => ({ path, lines: linesOf(text) })).filter(({ lines }) => lines > 250);

test('no code file is longer than 250 lines', () => {
  // What is made from the contracts is as long as they are.
  const code = projectFiles().filter((path) => /^(?!contracts\/types\/).*\.[cm]?[jt]s$/.test(path));
  expect(code).toContain('tests/repository/names-and-sizes.test.ts');
  expect(tooLong(code.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })))).toEqual([]);
});

test('every folder and code file has a name that says what is inside', () => {
  expect(meaningless(projectFiles())).toEqual([]);
});

test('both laws can be broken', () => {
  const bad = ['a/utils.ts', 'a/helpers/b.ts', 'common/c.yaml', 'a/index.ts', 'a/index.test.ts'];
  expect(meaningless([...bad, 'a/index.html', 'a/commonality.ts'])).toEqual(bad);
  expect(tooLong([{ path: 'a.ts', text: 'x\n'.repeat(251) }])).toEqual([{ path: 'a.ts', lines: 251 }]);
  expect(tooLong([{ path: 'a.ts', text: 'x\n'.repeat(250) }])).toEqual([]);
});
