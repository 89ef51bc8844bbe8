// What the command line says, and with which code it ends. `serve` runs in this process, until its signal comes.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { run } from '../../../../mock-server/cli/program.ts';
import { type Surrounded, surrounded } from './surrounded.ts';

jest.setTimeout(30_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8'));

test.each([[['--help']], [['-h']], [['help']], [['serve', '--help']], [['init', '--help']]])(
  '%j helps, on stdout',
  async (argv) => {
    const around = surrounded();
    expect(await run(argv, around)).toBe(0);
    expect(around.out()).toMatch(/^Usage: flowx-mock/);
    expect(around.said()).toBe('');
  },
);

test('the help of serve names every flag with its variable', async () => {
  const around = surrounded();
  await run(['serve', '--help'], around);
  const flags = [...around.out().matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name = '']) => name);
  const variables = [...around.out().matchAll(/\[(FLOWX_MOCK_[A-Z_]+)\]/g)].map(([, name]) => name);
  expect(flags).toContain('admin-token');
  expect(variables).toEqual(flags.map((name) => `FLOWX_MOCK_${name.replaceAll('-', '_').toUpperCase()}`));
});

test('--version is the version of the package, alone', async () => {
  const around = surrounded();
  expect(await run(['--version'], around)).toBe(0);
  expect(around.out()).toBe(`${version}\n`);
});

const WRONG: [argv: string[], said: string][] = [
  [['serv'], '"serv" is neither a command nor a flag'],
  [['serve', 'now'], '"now" is neither a command nor a flag'],
  [['--prot', '1'], "unknown option '--prot'"],
  [['--port'], "option '--port <number>' argument missing"],
  [['--port', 'x'], '--port: "x" cannot be used: must be integer'],
  [['--port', '-1'], '--port: "-1" cannot be used: must be >= 0'],
  [['--config', 'none.yaml'], 'none.yaml:1: there is no such file'],
  [['--fixtures', 'nowhere'], 'the fixtures folder nowhere does not exist'],
  [['--fixtures', import.meta.dirname], 'has nothing for any API'],
  [['--contracts', 'nowhere'], 'the contracts folder nowhere does not exist'],
  [['--contracts', import.meta.filename], 'is a file; --contracts takes a folder'],
  [['--contracts', import.meta.dirname], 'no API in'],
  [['--host', 'host.invalid', '--port', '0'], 'this machine has no address host.invalid'],
  [['--host', '192.0.2.1', '--port', '0'], 'this machine has no address 192.0.2.1'],
  [['init'], "missing required argument 'folder'"],
];

test.each(WRONG)('%j is wrong usage, said on stderr', async (argv, said) => {
  const around = surrounded({ env: { FLOWX_MOCK_EPHEMERAL: '1' } });
  expect(await run(argv, around)).toBe(2);
  expect(around.said()).toContain(said);
  expect(around.said()).not.toMatch(/\n\s+at |defect/);
  expect(around.out()).toBe('');
});

test('a port in use is told', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  const around = surrounded();
  expect(await run(['--ephemeral', '--port', String(port)], around)).toBe(2);
  expect(around.said()).toContain(`port ${port} of 127.0.0.1 is in use; choose another with --port`);
  other.close();
});

const config = (text: string): string[] => {
  writeFileSync(join(folder, 'c.yaml'), text);
  return ['--ephemeral', '--port', '0', '--json', '--config', join(folder, 'c.yaml')];
};

test('settings of an API nobody knows, and a status it does not have, are refused with their lines', async () => {
  const around = surrounded();
  expect(
    await run(config('apptr: { validationStatus: 422 }\napptor: { validationStatus: 418 }\n'), around),
  ).toBe(2);
  expect(around.said()).toContain('c.yaml:1 at /apptr: there is no API "apptr", but apptor, flowx');
  expect(around.said()).toContain(
    'c.yaml:2 at /apptor/validationStatus: apptor has no 418 for invalid requests, but 400 and 422',
  );
});

/** Runs `serve` until the work is done. */
async function serving(
  argv: string[],
  work: (url: string, around: Surrounded) => Promise<void>,
): Promise<void> {
  const around = surrounded();
  const ended = run(argv, around);
  await Promise.race([once(around.stdout as PassThrough, 'data'), ended]);
  try {
    await work(JSON.parse(around.out()).url, around);
  } finally {
    around.interrupt('SIGTERM');
  }
  expect(await ended).toBe(0);
}

test('apptor: { validationStatus: 422 } chooses the other documented refusal', async () => {
  await serving(config('apptor: { validationStatus: 422 }\n'), async (url) => {
    const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/process/exec`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      status: 422,
      errors: [{ field: 'processId', message: 'must not be null' }],
    });
  });
});

test('stdout is one line of JSON and nothing else', async () => {
  await serving(['--ephemeral', '--port', '0', '--json'], async (url, around) => {
    expect((await fetch(`${url}/process/nothing`)).status).toBe(404);
    expect(around.out()).toMatch(/^\{[^\n]*\}\n$/);
    const port = Number(new URL(url).port);
    expect(port).toBeGreaterThan(0);
    expect(JSON.parse(around.out())).toEqual({
      event: 'ready',
      url: `http://127.0.0.1:${port}`,
      pid: process.pid,
      store: 'memory',
      worlds: 1,
    });
    expect(around.said()).toMatch(/^✗ 404 GET {2}\/process\/nothing .*\n$/);
  });
});

test('bound wider it makes up a token and shows it, with --json on stderr', async () => {
  await serving(['--ephemeral', '--port', '0', '--json', '--host', '0.0.0.0'], async (url, around) => {
    const [, token] = around.said().match(/^admin token: (\S{20,})\n$/) ?? [];
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    const ask = (authorization: string) =>
      fetch(`${url}/__admin/requests`, { headers: { authorization } }).then(({ status }) => status);
    expect(await ask(`Bearer ${token}`)).toBe(200);
    expect(await ask('Bearer other')).toBe(401);
  });
  await serving(
    ['--ephemeral', '--port', '0', '--json', '--host', '0.0.0.0', '--admin-token', 'my-token-1'],
    async (_, around) => {
      expect(around.said()).toBe('');
    },
  );
});

test('what init writes is what serve knows', async () => {
  const place = join(folder, 'mine');
  const ids = [
    '--workspace',
    'W1',
    '--application',
    'A1',
    '--build',
    'B1',
    '--process',
    'my process',
    '--flow',
    'F1',
  ];
  expect(await run(['init', place, ...ids], surrounded())).toBe(0);
  const headers = {
    Authorization: 'Bearer any',
    'Flowx-Platform': 'web',
    'Content-Type': 'application/json',
  };
  for (const argv of [
    ['--fixtures', place],
    ['--config', join(place, 'flowx-mock.config.yaml')],
  ]) {
    await serving(['--ephemeral', '--port', '0', '--json', ...argv], async (url) => {
      const start = (path: string, body = '{}') => fetch(url + path, { method: 'POST', headers, body });
      const byBuild = await start('/api/runtime/app/A1/build/B1/process-name/my%20process/start');
      expect(await byBuild.json()).toMatchObject({
        applicationId: 'A1',
        buildId: 'B1',
        processDefinitionName: 'my process',
      });
      expect((await start('/api/runtime/wks/W1/app/A1/process-name/my%20process/start')).status).toBe(200);
      expect((await start('/process/exec', '{"processId":"F1"}')).status).toBe(200);
      expect((await start('/process/exec', '{"processId":"your-flow-uuid"}')).status).toBe(404);
    });
  }
  expect(existsSync(join(place, '.flowx-mock'))).toBe(false);
});

test('the help of doctor says what --json is for there', async () => {
  const around = surrounded();
  await run(['doctor', '--help'], around);
  expect(around.out()).toContain('Say what was found as JSON.');
});
