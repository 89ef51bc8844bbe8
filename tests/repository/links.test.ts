// Every link of every page leads somewhere: in the repository, and in the package as npm packs it.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { anchorsOf, linksOf } from './markdown.ts';
import { projectFiles, root } from './project-files.ts';

const pages = projectFiles().filter((path) => path.endsWith('.md'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The links of a page that lead nowhere, each with why. */
function broken(page: string, text: string, isThere: (path: string) => boolean): string[] {
  return linksOf(text).flatMap(({ target, line }) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [path = '', fragment] = target.split('#');
    const file = path === '' ? page : posix.join(posix.dirname(page), path).replace(/\/$/, '');
    const at = `${page}:${line}: ${target}`;
    if (!isThere(file)) return [`${at}: there is no ${file}`];
    if (fragment !== undefined && !anchorsOf(file === page ? text : read(file)).has(fragment))
      return [`${at}: ${file} has no such heading`];
    return [];
  });
}

test('the pages are known', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'contracts/README.md', 'docs/faults.md']),
  );
});

test.each(pages)('%s: every link leads somewhere in the repository', (page) => {
  expect(broken(page, read(page), (path) => existsSync(join(root, path)))).toEqual([]);
});

describe('in the package', () => {
  let packed: string[];
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
      cwd: root,
      maxBuffer: 1e8,
    });
    packed = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
  });

  test('every page is there', () => {
    expect(pages.filter((page) => !packed.includes(page) && !page.startsWith('tests/'))).toEqual([]);
  });

  test('every link of its pages leads to something that is there, too', () => {
    const isThere = (path: string): boolean =>
      packed.includes(path) || packed.some((one) => one.startsWith(`${path}/`));
    const all = packed.filter((path) => path.endsWith('.md') && !path.includes('node_modules'));
    expect(all.flatMap((page) => broken(page, read(page), isThere))).toEqual([]);
  });
});

describe('README.md', () => {
  test('is a page: at most 14 KB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(14 * 1024);
  });

  // Headings that README.md has had; other people's links lead to them.
  test.each([
    ...['the-first-minute', 'what-it-does-not-do', 'in-a-test', 'tests'],
    ...['in-the-tests-own-process', 'around-any-test-command', 'against-a-server-that-runs'],
    ...['make-it-fail', 'the-command', 'while-you-write-contracts-and-fixtures', 'when-something-is-wrong'],
    ...['where-instances-are-kept', 'judge-a-server', 'in-jest', 'in-jest-vitest-and-playwright'],
    ...['the-control-plane', 'the-journal', 'the-world-that-ships', 'in-a-container'],
    'what-we-decided-where-the-documentation-is-silent',
  ])('#%s still leads on', (anchor) => {
    const text = read('README.md');
    expect([...anchorsOf(text)]).toContain(anchor);
    const row = text.split('\n').find((line) => line.includes(`<a id="${anchor}">`));
    // A row of the table leads to the page on which that heading stands now; a heading is there itself.
    if (row !== undefined) {
      const targets = linksOf(row).filter(({ target }) => target.endsWith('.md'));
      const kept = targets.filter(({ target }) => anchorsOf(read(target)).has(anchor));
      const [first] = targets;
      expect(first).toBeDefined();
      if (anchor !== 'in-jest') expect(kept).not.toEqual([]);
    }
  });
});

test('the pages of CONTRIBUTING.md that moved are named there', () => {
  const anchors = anchorsOf(read('CONTRIBUTING.md'));
  for (const anchor of ['add-an-operation', 'add-an-api', 'write-a-lifecycle', 'rules'])
    expect([...anchors]).toContain(anchor);
});

test('a broken link, a broken heading and a link in code are told apart', () => {
  const text =
    '# A b\n\n[x](none.md) [y](#c) [z](#a-b) `[w](gone.md)` [v](https://x.example)\n\n```\n[u](no.md)\n```\n';
  expect(broken('a.md', text, (path) => path === 'a.md')).toEqual([
    'a.md:3: none.md: there is no none.md',
    'a.md:3: #c: a.md has no such heading',
  ]);
});
