// The recipes of docs/in-your-front-end.md with the tools that they are for, each in a project of its own that has the
// package installed: webpack's development server, concurrently, Playwright. The first two come from a lock file of their
// own, so all that is only in the full run.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import chromium from '@sparticuz/chromium';
import { Client } from '../client.ts';
import { freePort } from '../free-port.ts';
import { full } from '../full.ts';
import { said } from '../generators/exported.ts';
import { installLocked, oddPackages } from '../locked-tools.ts';
import { blockOf, page, TARGET } from '../repository/front-end-page.ts';
import { installInto } from '../repository/installed-copy.ts';
import { served } from '../served.ts';

jest.setTimeout(300_000);

const inFull = full ? test : test.skip;
const home = mkdtempSync(join(tmpdir(), 'flowx-mock-recipes-'));
const tools = join(home, 'tools');
const groups: number[] = [];
let server: Awaited<ReturnType<typeof served>> | undefined;

beforeAll(async () => {
  if (!full) return;
  mkdirSync(tools);
  installInto(home, ['vite', 'playwright']);
  await installLocked(import.meta.dirname, tools);
  for (const name of ['webpack', 'webpack-cli', 'webpack-dev-server', 'concurrently']) {
    const own = join(home, 'node_modules', name);
    rmSync(own, { recursive: true, force: true });
    symlinkSync(join(tools, 'node_modules', name), own);
  }
  for (const name of ['webpack', 'concurrently'])
    symlinkSync(join(tools, 'node_modules/.bin', name), join(home, 'node_modules/.bin', name));
});
afterAll(async () => {
  await server?.end();
  for (const group of groups) if (isThere(group)) process.kill(-group, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

function isThere(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

/** A project with these files, beside the installed packages. */
function project(name: string, files: Record<string, string>): string {
  const folder = join(home, name);
  mkdirSync(folder);
  symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

/** Environment of a shell of its own: that of the Jest that runs this file would be taken for theirs. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, NODE_ENV: ___, ...env } = process.env;
  return { ...env, NO_COLOR: '1', PATH: `${join(folder, 'node_modules/.bin')}:${env.PATH}` };
}

/** Runs a line of a shell until it has said something. */
async function running(folder: string, line: string, until: RegExp): Promise<ChildProcess> {
  const child = spawn('sh', ['-c', line], { cwd: folder, env: environment(folder), detached: true });
  groups.push(child.pid as number);
  let text = '';
  await new Promise<void>((resolve, reject) => {
    const heard = (chunk: Buffer): void => {
      text += stripVTControlCharacters(String(chunk));
      if (until.test(text)) resolve();
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.once('exit', (code) => reject(new Error(`${line} ended with ${code}:\n${text}`)));
  });
  return child;
}

/** Starts one of each product by the page's own origin, without a key for apptor flow. */
async function startBoth(through: Client, processId = 'quick-flow'): Promise<[string, string]> {
  const flowx = await through.start('customer_onboarding', { loanAmount: 1 });
  const answer = await through.call('POST', '/process/exec', { body: { processId } });
  expect(answer.status).toBe(200);
  return [flowx, answer.body.processInstanceId];
}

inFull('webpack: its development server passes calls on, with the key that the recipe adds', async () => {
  server = await served(['--ephemeral']);
  const folder = project('webpack', {
    'package.json': '{ "private": true }',
    'index.js': '',
    'webpack.config.cjs': blockOf('webpack').replaceAll(TARGET, server.url),
  });
  const port = await freePort();
  const line = `webpack serve --mode development --entry ./index.js --host 127.0.0.1 --port ${port}`;
  await running(folder, line, /compiled successfully/);
  const [flowx, apptor] = await startBoth(new Client(`http://127.0.0.1:${port}`));
  const everybody = new Client(server.url);
  expect(await everybody.state(flowx)).toBe('collect');
  expect((await everybody.instance(apptor)).process).toBe('quick-flow');
});

inFull('concurrently: both commands of the recipe run, and end together', async () => {
  const [line = ''] = page.match(/concurrently -k [^`\n]+/) ?? [];
  const [mockPort, port] = [await freePort(), await freePort()];
  const folder = project('concurrently', {
    'package.json': blockOf('Beside your development server'),
    'flowx-mock.config.yaml': `port: ${mockPort}\n`,
    'index.html': '<!doctype html><title>a front end</title>',
    'vite.config.mjs': `${blockOf('Vite').replaceAll(TARGET, `http://127.0.0.1:${mockPort}`)}`.replace(
      'server: {',
      `server: { host: '127.0.0.1', port: ${port}, strictPort: true,`,
    ),
  });
  expect(await said(folder, 'node_modules/.bin/flowx-mock', 'init', 'my-world')).toMatch(/exit code 0$/);
  const child = await running(
    folder,
    line,
    /(?=[\s\S]*\[dev\].*http:\/\/127\.0\.0\.1)(?=[\s\S]*\[mock\].*listening|[\s\S]*\[mock\].*http:\/\/127\.0\.0\.1)/,
  );
  await startBoth(new Client(`http://127.0.0.1:${port}`), 'your-flow-uuid');
  child.removeAllListeners('exit');
  const ended = once(child, 'exit');
  process.kill(-(child.pid as number), 'SIGINT');
  await ended;
  for (const one of [mockPort, port]) await expect(fetch(`http://127.0.0.1:${one}/`)).rejects.toThrow();
});

const SPEC = (url: string) => `import { expect, test } from '@playwright/test';
test.use({ launchOptions: { executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] } });
test('both servers are there', async ({ page }) => {
  await page.goto('${url}');
  await expect(page).toHaveTitle('a front end');
  const status = await page.evaluate(async () =>
    (await fetch('/process/exec', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"processId":"quick-flow"}',
    })).status);
  expect(status).toBe(200);
});`;

inFull(
  'Playwright: webServer starts the stand-in and the application, and a page calls through both',
  async () => {
    const [mockPort, port] = [await freePort(), await freePort()];
    const own = `http://localhost:${port}`;
    const recipe = blockOf('Playwright');
    expect(recipe).toContain(TARGET);
    expect(recipe).toContain('http://localhost:5173');
    const folder = project('playwright', {
      'package.json': JSON.stringify({
        type: 'module',
        scripts: { dev: `vite --port ${port} --strictPort` },
      }),
      'flowx-mock.config.yaml': `port: ${mockPort}\n`,
      'index.html': '<!doctype html><title>a front end</title>',
      'vite.config.js': blockOf('Vite').replaceAll(TARGET, `http://127.0.0.1:${mockPort}`),
      'playwright.config.js': recipe
        .replaceAll(TARGET, `http://127.0.0.1:${mockPort}`)
        .replaceAll('http://localhost:5173', own),
      'page.spec.js': SPEC(own),
    });
    const env = { ...environment(folder), CI: '1', CHROMIUM: await chromium.executablePath() };
    const told = await said(folder, 'env', ...lines(env), 'playwright', 'test');
    expect(told).toMatch(/1 passed/);
    expect(told).toMatch(/exit code 0$/);
  },
);

/** For the program env: an environment that has nothing else in it. */
function lines(env: NodeJS.ProcessEnv): string[] {
  return ['-i', ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
}

test('the lock file has nothing but packages of the public registry, each with its checksum', () => {
  expect(oddPackages(import.meta.dirname)).toEqual([]);
});
