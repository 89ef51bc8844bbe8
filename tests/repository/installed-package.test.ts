// What a user gets: the archive npm would publish, installed into an empty folder, started by its command.
import { execFile, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { thirdApi } from '../third-api.ts';
import { bytesOnDisk } from './bytes-on-disk.ts';
import { root } from './project-files.ts';

const run = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const shell = process.platform === 'win32';
const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-installed-'));
const home = join(folder, 'home');

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/mock-server/main.js')))
    throw new Error('dist/mock-server/main.js is missing: `npm run build` first (`npm test` does)');
  mkdirSync(home);
  // Without scripts: `prepare` would rebuild dist/ under the feet of the tests that run beside this one.
  const packed = await run(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
    shell,
  });
  const [{ filename }] = JSON.parse(packed.stdout);
  writeFileSync(join(home, 'package.json'), '{ "name": "somebody", "private": true }\n');
  await run(npm, ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, filename)], {
    cwd: home,
    shell,
  });
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the installed command; `ended` is its exit code, or the signal that killed it. */
function serve() {
  const child = spawn('npx', ['flowx-mock', 'serve', '--port', '0', '--ephemeral', '--json'], {
    cwd: home,
    shell,
    detached: !shell,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | string | null>((resolve) =>
    child.on('exit', (code, signal) => resolve(code ?? signal)),
  );
  const firstLine = new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  return { child, ended, firstLine };
}

/** npx starts the server as a child of its own, so the whole group goes; it is gone already when all went well. */
function killGroup(pid: number | undefined) {
  try {
    if (pid) process.kill(shell ? pid : -pid, 'SIGKILL');
  } catch {
    // nobody left
  }
}

test('the installed package answers, and stops cleanly when asked to', async () => {
  const { child, ended, firstLine } = serve();
  try {
    const line = await Promise.race([firstLine, ended.then((code) => `ended with ${code}`)]);
    expect(line).toMatch(/^\{.*"event":"ready"/);
    const ready = JSON.parse(line);
    const answer = await fetch(`${ready.url}/__admin/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'ok' });
    process.kill(ready.pid, 'SIGTERM');
    expect(await ended).toBe(0);
  } finally {
    killGroup(child.pid);
  }
}, 60_000);

test('it has the types of its contracts, and says what those of others need', async () => {
  const types = (...args: string[]) =>
    run('npx', ['flowx-mock', 'contract', 'types', ...args], { cwd: home, shell });
  expect((await types('apptor')).stdout).toContain('export type StartWorkflowResponse = StartResponse;');
  const [name] = readdirSync(thirdApi);
  await expect(types(name ?? '', '--contracts', thirdApi)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('npm install --save-dev json-schema-to-typescript'),
  });
});

test('what was installed is within the limits of a production install (P5)', () => {
  const { packages } = JSON.parse(readFileSync(join(home, 'node_modules/.package-lock.json'), 'utf8'));
  const paths = Object.keys(packages);
  const bytes = paths.reduce((sum, path) => sum + bytesOnDisk(join(home, path)), 0);
  expect(paths).toContain('node_modules/flowx-mock');
  expect(paths.length).toBeLessThanOrEqual(130);
  expect(bytes).toBeLessThanOrEqual(30e6);
});

test('the archive holds what runs and what it reads, and no tests', () => {
  const top = readdirSync(join(home, 'node_modules/flowx-mock'));
  expect(top).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'contracts', 'dist', 'fixtures', 'package.json']),
  );
  expect(top).not.toContain('tests');
});

test('what was bundled carries the licence of every library that is in them', () => {
  const dist = join(home, 'node_modules/flowx-mock/dist');
  const code = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((one) =>
    /\.[cm]?js$/.test(one),
  );
  // The bundler notes above each part which file it is from.
  const noted = code.flatMap((file) => [
    ...readFileSync(join(dist, file), 'utf8').matchAll(/^\s*\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm),
  ]);
  const libraries = [...new Set(noted.map(([, name]) => name))];
  expect(libraries).toEqual(expect.arrayContaining(['express', 'ajv', 'commander']));
  const licences = readFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8').split(
    `\n${'-'.repeat(80)}\n`,
  );
  for (const name of libraries) {
    const theirs = licences.filter((one) => one.trim().startsWith(`${name} `));
    expect([name, ...theirs]).toEqual([name, expect.stringMatching(/permission|warranty|redistribution/i)]);
  }
});
