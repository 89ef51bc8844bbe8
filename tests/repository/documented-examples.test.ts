// The lines of README's "In a test", and of the pages docs/in-a-test, docs/faults and docs/lifecycles, do what they say.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { Client } from '../client.ts';
import { listening } from '../listening.ts';
import { flowsCatalogue, ownFixtures, scratchFolder } from '../own-fixtures.ts';
import { root } from './project-files.ts';

const run = promisify(execFile);

/** The first code block of a language below a heading of a page. */
function blockOf(page: string, heading: string, language: string): string {
  const [, section = ''] = readFileSync(join(root, page), 'utf8').split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const [, block = ''] = own.match(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``)) ?? [];
  if (block === '') throw new Error(`${page} has no ${language} below "${heading}"`);
  return block;
}

/** A project in which the package is installed. */
function project(files: Record<string, string>): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/flowx-mock'));
  const command = join(folder, 'node_modules/.bin/flowx-mock');
  const main = join(root, 'dist/mock-server/main.js');
  writeFileSync(command, `#!/bin/sh\nexec node '${main}' "$@"\n`, { mode: 0o755 });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Those that a reader writes: no imports, no comments, no blank lines. */
const statements = (lines: string): number =>
  lines.split('\n').filter((line) => line !== '' && !/^(import|\/\/)/.test(line)).length;

test('in the test’s own process: the lines run as they stand, and are ten', async () => {
  const lines = blockOf('README.md', 'In a test', 'js');
  expect(statements(lines)).toBeGreaterThan(5);
  expect(statements(lines)).toBeLessThanOrEqual(10);
  const cwd = project({ 'lost-answer.mjs': lines });
  const { stdout, stderr } = await run(process.execPath, ['lost-answer.mjs'], { cwd });
  expect(stdout + stderr).toBe('');
  const careful = lines.replace('await start().catch(start)', 'await start().catch(() => {})');
  writeFileSync(join(cwd, 'lost-answer.mjs'), careful);
  await expect(run(process.execPath, ['lost-answer.mjs'], { cwd })).rejects.toThrow('1 !== 2');
});

test('around any test command: the lines run as they stand', async () => {
  const cwd = project({
    'failing.test.mjs': blockOf('docs/in-a-test.md', 'Around any test command', 'js'),
    'package.json': '{ "private": true }',
  });
  const command = blockOf('docs/in-a-test.md', 'Around any test command', 'sh');
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const { stdout } = await run('sh', ['-c', command], { cwd, env });
  expect(stdout).toMatch(/pass 1\b/);
  expect(stdout).toMatch(/fail 0\b/);
});

test('the lines that take an instance through a waiting task run as they stand', async () => {
  const lines = blockOf('docs/in-a-test.md', 'Against a server that runs', 'js');
  expect(lines.split('\n').filter((line) => /^(const|await|assert|\})/.test(line)).length).toBeGreaterThan(9);
  const server = await listening();
  try {
    const file = join(scratchFolder(), 'readme.mjs');
    writeFileSync(file, lines.replace('http://127.0.0.1:4010', server.url));
    await run(process.execPath, [file]);
    const { body } = await new Client(server.url)
      .world('approval-after-three-days')
      .admin('GET', '/instances?state=completed');
    expect(body.items).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test('the lines that lose an answer run as they stand', async () => {
  const server = await listening();
  try {
    const file = join(scratchFolder(), 'lost-answer.mjs');
    const lines = blockOf('docs/faults.md', 'A client that starts twice', 'js');
    writeFileSync(file, lines.replace('http://127.0.0.1:4010', server.url));
    await run(process.execPath, [file]);
    const { body } = await new Client(server.url).world('lost-answer').admin('GET', '/faults');
    expect(body).toMatchObject([{ fault: 'reset', matched: 2, fired: 1 }]);
  } finally {
    await server.close();
  }
});

const LIFECYCLES = 'docs/lifecycles.md';

/** The world of that page, with the lifecycle named in the catalogue as the page says. */
async function worldWith(heading: string, api: string, lifecycle: string, name: string): Promise<string> {
  const [, command = ''] = readFileSync(join(root, LIFECYCLES), 'utf8').match(/```sh\n(npx .*)\n```/) ?? [];
  const cwd = project({ 'lives.mjs': blockOf(LIFECYCLES, heading, 'js') });
  await run('sh', ['-c', command], { cwd });
  const folder = join(cwd, 'my-world', api);
  mkdirSync(join(folder, 'lifecycles'));
  writeFileSync(join(folder, 'lifecycles', `${lifecycle}.yaml`), blockOf(LIFECYCLES, heading, 'yaml'));
  const catalogue = readFileSync(join(folder, 'catalogue.yaml'), 'utf8');
  const named = catalogue.replace(
    new RegExp(`( +)- (\\w+: ${name}\n)`),
    `$1- $2$1  lifecycle: ${lifecycle}\n`,
  );
  expect(named).not.toBe(catalogue);
  writeFileSync(join(folder, 'catalogue.yaml'), named);
  return cwd;
}

test.each([
  ['A FlowX process', 'flowx', 'credit', 'small_loan', "'refused'", "'granted'"],
  ['An apptor flow', 'apptor', 'two-eyes', 'claims', "['done', true]", "['failed', true]"],
])(
  '%s: the lifecycle that shows how to write one lives',
  async (heading, api, lifecycle, name, right, wrong) => {
    const cwd = await worldWith(heading, api, lifecycle, name);
    const { stdout, stderr } = await run(process.execPath, ['lives.mjs'], { cwd });
    expect(stdout + stderr).toBe('');
    const lines = readFileSync(join(cwd, 'lives.mjs'), 'utf8');
    writeFileSync(join(cwd, 'lives.mjs'), lines.replace(right, wrong));
    await expect(run(process.execPath, ['lives.mjs'], { cwd })).rejects.toThrow('AssertionError');
  },
);

test('a lifecycle file of the page leads every way on', async () => {
  const fixtures = ownFixtures({
    'apptor/lifecycles/two-eyes.yaml': blockOf(LIFECYCLES, 'An apptor flow', 'yaml'),
    'apptor/catalogue.yaml': flowsCatalogue([{ id: 'mine', lifecycle: 'two-eyes' }]),
    'apptor/instances.yaml': '[]\n',
  });
  const server = await listening({ fixtures });
  try {
    const client = new Client(server.url);
    await client.freeze();
    const id = await client.run('mine');
    await client.advance('PT5S');
    await client.task(id, 'review-step', 'COMPLETE', { approved: false });
    expect(await client.state(id)).toBe('check');
    await client.advance('PT5S');
    await client.task(id, 'review-step', 'COMPLETE', { approved: true });
    expect((await client.look(id)).body).toMatchObject({ stateCd: 1, data: { reviewed: true } });
    const late = await client.run('mine');
    expect(
      (await client.admin('GET', `/instances/${late}?state=failed&skip=true`)).body.timeline,
    ).toHaveLength(3);
  } finally {
    await server.close();
  }
});
