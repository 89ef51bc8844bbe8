// A project of somebody else: the built package in its node_modules, Jest, and a file of tests against a server.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { root } from '../../../../repository/project-files.ts';
import { type Served, served } from '../../../../served.ts';

const home = mkdtempSync(join(tmpdir(), 'flowx-mock-jest-'));
const BUILD =
  '/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/info';

const TESTS = `
import { describeContract } from 'flowx-mock/jest';

describeContract(() => process.env.SERVER ?? '', { apis: ['flowx'], only: ['getBuildInfo'], cases: 1 });

test('a response of my own', async () => {
  const response = await fetch(process.env.SERVER + '${BUILD}', { headers: { authorization: 'Bearer token' } });
  expect(response.status).toBe(200);
  await expect(response).toMatchContract('flowx', 'getBuildInfo');
});
`;
const IMPORTS = "import { expect, test } from '@jest/globals';\n";

let good: Served;
let bad: { url: string; server: Server };

/** The good server, but for one thing: a build's id is a number where the contract promises a text. */
async function broken(url: string) {
  const server = createServer(async (asked, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const { host: _, connection: __, ...headers } = asked.headers as Record<string, string>;
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const got = await fetch(url + asked.url, { method: asked.method ?? 'GET', headers, ...body });
    const text = (await got.text()).replace(/"buildId":"[^"]*"/, '"buildId":7');
    const kept = [...got.headers].filter(
      ([name]) => !/^(content-length|content-encoding|transfer-encoding|connection)$/.test(name),
    );
    answer.writeHead(got.status, Object.fromEntries(kept)).end(text);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A folder of tests as its owner sets it up. */
function project(name: string, tests: string, jest: object): void {
  const folder = join(home, name);
  const modules = join(folder, 'node_modules');
  mkdirSync(folder);
  writeFileSync(join(folder, 'contract.test.js'), tests);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', jest: { ...jest, transform: {} } }),
  );
  for (const wanted of ['flowx-mock', '@jest/globals', '@types/node']) {
    mkdirSync(dirname(join(modules, wanted)), { recursive: true });
    const real = wanted === 'flowx-mock' ? root : join(root, 'node_modules', wanted);
    symlinkSync(real, join(modules, wanted), 'junction');
  }
}

/** What a command says, and its exit code. */
function ran(script: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  return new Promise<{ code: number; said: string }>((resolve) => {
    const { NODE_OPTIONS: _, ...own } = process.env;
    const options = { cwd, env: { ...own, CI: 'true', ...env } };
    execFile(
      process.execPath,
      [...args, join(root, 'node_modules', script)],
      options,
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), said: stripVTControlCharacters(stdout + stderr) }),
    );
  });
}

const jest = (name: string, SERVER: string) =>
  ran('jest/bin/jest.js', ['--experimental-vm-modules', '--no-warnings'], join(home, name), { SERVER });

/** Started together, as most of the time is Jest's own. */
const runs = () => ({
  good: jest('imports', good.url),
  broken: jest('globals', bad.url),
  nobody: jest('globals', 'http://127.0.0.1:9'),
});
let started: ReturnType<typeof runs>;

beforeAll(async () => {
  project('globals', TESTS, {});
  project('imports', IMPORTS + TESTS, { injectGlobals: false });
  good = await served(['--ephemeral']);
  bad = await broken(good.url);
  started = runs();
}, 60_000);

afterAll(async () => {
  bad?.server.close();
  await good?.end();
  rmSync(home, { recursive: true, force: true });
});

test('a good server is green', async () => {
  const { code, said } = await started.good;
  expect(said).toMatch(/contract of the server\s+getBuildInfo\s+✓ keeps its contract/);
  expect(said).toContain('✓ a response of my own');
  expect(code).toBe(0);
}, 60_000);

test('a broken answer is red, and says which promise is broken, by what, and where it stands', async () => {
  const { code, said } = await started.broken;
  expect(code).toBe(1);
  expect(said).toMatch(
    /● contract of the server › getBuildInfo › keeps its contract\s+getBuildInfo breaks its contract:/,
  );
  expect(said).toMatch(/1 {2}getBuildInfo answered 200; .*buildId must be a string, not 7/);
  expect(said).toMatch(/promise +documented, https:\/\/docs.*build-info\.schema\.json:\d+/);
  expect(said).toMatch(/request +curl .*build\/info/);
  expect(said).toMatch(/again +flowx-mock verify .*--only getBuildInfo\/body/);
  expect(said).toMatch(
    /● a response of my own\s+getBuildInfo answered 200 and breaks its contract:\s+'buildId' must be a string/,
  );
}, 60_000);

test('nobody there is red, and says so', async () => {
  const { code, said } = await started.nobody;
  expect(code).toBe(1);
  expect(said).toContain('127.0.0.1:9');
}, 60_000);

test('it has types', async () => {
  const folder = join(home, 'imports');
  const typed = `${IMPORTS}${TESTS}
const later: Promise<void> = expect(new Response()).toMatchContract('flowx', 'getBuildInfo');
const now: void = expect({ status: 200, headers: {}, body: 1 }).toMatchContract('flowx', 'getBuildInfo', { strict: true });
// @ts-expect-error: an operation is named
expect(later ?? now).toMatchContract('flowx');
// @ts-expect-error: there is no such option
describeContract('http://127.0.0.1', { speed: 1 });
`;
  writeFileSync(join(folder, 'typed.test.ts'), typed);
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  expect(await ran('typescript/bin/tsc', [], folder)).toEqual({ code: 0, said: '' });
}, 60_000);
