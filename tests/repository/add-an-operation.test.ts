// Whoever follows docs/add-an-operation.md to the letter ends green: in a copy of the project, with the tests that
// concern the new operation.
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { full } from '../full.ts';
import { root } from './project-files.ts';

const page = readFileSync(join(root, 'docs/add-an-operation.md'), 'utf8');
const copy = mkdtempSync(join(tmpdir(), 'flowx-mock-operation-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the page says about a file: the whole of it, or excerpts with what changes. */
interface Step {
  path: string;
  language: string;
  block: string;
}

/** The code blocks of the page, each with the file that was named last before it. */
function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  let path = '';
  for (const [, named, language = '', block = ''] of text.matchAll(
    /^(?:`(\S+)`|```(\w+)\n([\s\S]*?)^```)$/gm,
  )) {
    if (named !== undefined) path = named;
    else if (language !== 'sh') steps.push({ path, language, block });
  }
  return steps;
}

/**
 * A text with the change of an excerpt.
 * @throws Error where what should be there is not there
 */
function patched(text: string, { path, block }: Step): string {
  const lines = block.split('\n').slice(0, -1);
  const side = (sign: string): string =>
    lines
      .filter((line) => line === '' || ` ${sign}`.includes(line[0] ?? ''))
      .map((line) => line.slice(1))
      .join('\n');
  const before = side('-');
  if (text.split(before).length !== 2) throw new Error(`${path} does not have once: ${before}`);
  return text.replace(before, () => side('+'));
}

function follow(step: Step): void {
  const path = join(copy, step.path);
  mkdirSync(dirname(path), { recursive: true });
  if (step.language === 'diff') writeFileSync(path, patched(readFileSync(path, 'utf8'), step));
  else if (existsSync(path)) throw new Error(`${step.path} is there already`);
  else writeFileSync(path, step.block);
}

/** Runs tests in the copy; what they said is the error where one fails. */
async function npmTest(args: string[], env: Record<string, string> = {}): Promise<string> {
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_ENV: ___, ...outer } = process.env;
  const command = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '-i',
    ...args,
  ];
  const options = { cwd: copy, env: { ...outer, ...env, CI: 'true' } };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, options).catch((error) => {
    throw new Error(error.stdout + error.stderr);
  });
  return stdout + stderr;
}

beforeAll(() => {
  for (const path of [
    'build',
    'contracts',
    'docs',
    'fixtures',
    'mock-server',
    'tests',
    'jest.config.js',
    'package.json',
    'tsconfig.json',
  ])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const step of stepsOf(page)) follow(step);
});

test('CONTRIBUTING.md names every file that it takes', () => {
  const [, section = ''] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split(
    '\n## Add an operation\n',
  );
  const named = [...(section.split('\n## ')[0] ?? '').matchAll(/`([\w./-]+\/[\w.-]+)`/g)].map(
    ([, path = '']) =>
      new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('API', 'apptor').replace('NAME', '[a-z-]+')}$`),
  );
  const paths = [...new Set(stepsOf(page).map(({ path }) => path))];
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !named.some((pattern) => pattern.test(path)))).toEqual([]);
});

test('the types and the decisions are written, the story is true, and nothing lacks a provenance', async () => {
  const concerned = [
    'tests/repository/contract-types',
    'tests/repository/decisions-table',
    'tests/unit/contracts/apis/provenance',
    'tests/stories/apptor/variable-count',
  ];
  const said = await npmTest(concerned, { UPDATE_TYPES: '1', UPDATE_DECISIONS: '1' });
  expect(said).toContain('PASS tests/stories/apptor/variable-count.test.ts');
  expect(readFileSync(join(copy, 'docs/decisions.md'), 'utf8')).toContain('Counting variables');
  await promisify(execFile)(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'],
    { cwd: copy },
  );
}, 300_000);

test('it is judged as all others are, and its defects show', async () => {
  const judged = full
    ? ['tests/conformance/own-mock', 'tests/conformance/defects/defects-show', 'tests/conformance/broken']
    : ['tests/conformance/defects/defects-show', '-t', 'every operation|countVariables|changes nothing'];
  expect(await npmTest(judged)).toMatch(/PASS tests\/conformance\/defects\/defects-show/);
}, 300_000);
