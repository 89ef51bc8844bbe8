// `flowx-mock exec -- COMMAND`: the command finds a stand-in, and its exit code is ours.
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { environmentFor } from '../../../mock-server/cli/exec/child-environment.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { executed, js } from './executed.ts';

test('the command finds the stand-in in its environment, and stdout is its own', async () => {
  const cwd = scratchFolder();
  const program = `
    const { FLOWX_MOCK_URL: url, FLOWX_BASE_URL, APPTOR_BASE_URL } = process.env;
    const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ processId: 'quick-flow' });
    const { status } = await fetch(APPTOR_BASE_URL + '/process/exec', { method: 'POST', headers, body });
    const { store } = await (await fetch(url + '/__admin/health')).json();
    console.log(JSON.stringify({ url, FLOWX_BASE_URL, APPTOR_BASE_URL, status, store }));`;
  const run = executed(['--', process.execPath, '--input-type=module', '-e', program], { cwd });
  expect(await run.ended).toBe(0);
  const { url, ...rest } = JSON.parse(run.out());
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(rest).toEqual({ FLOWX_BASE_URL: url, APPTOR_BASE_URL: url, status: 200, store: 'memory' });
  expect(run.said()).toMatch(/^flowx-mock: http:\S+ answers, seed \w+, for: .*/);
  await expect(fetch(url)).rejects.toThrow();
  expect(readdirSync(cwd)).toEqual([]);
});

const CODES: [command: string[], code: number, said: string][] = [
  [['sh', '-c', 'exit 7'], 7, ''],
  [['sh', '-c', 'kill -9 $$'], 137, ''],
  [['sh', '-c', 'test "$1" = --port', 'sh', '--port'], 0, ''],
  [['no-such-command'], 127, 'there is no command "no-such-command"'],
  [[import.meta.filename], 126, 'cannot be run'],
  [[`${import.meta.filename}/below`], 126, 'cannot be run: spawn ENOTDIR'],
  [[''], 127, 'the command is empty; is the variable set that it comes from?'],
];

test('the exit code is that of the command, or the one shells give for a command that is none', async () => {
  const runs = CODES.map(([command]) => executed(['--', ...command]));
  const codes = await Promise.all(runs.map(({ ended }) => ended));
  expect(codes).toEqual(CODES.map(([, code]) => code));
  for (const [index, [, , said]] of CODES.entries()) expect(runs[index]?.said()).toContain(said);
});

test('the application finds the addresses by the names that it has for them', async () => {
  const print = "console.log([process.env.VITE_API_URL, process.env.FLOWS, process.env.MODE].join(' '))";
  const flags = ['--env', 'VITE_API_URL={flowx}/rtm', '--env', 'FLOWS={apptor}', '--env', 'MODE=a=b,c'];
  const run = executed([...flags, '--', process.execPath, '-e', print]);
  const wrong = [
    ['--env', 'X={flows}'],
    ['--env', 'X'],
  ].map((args) => executed([...args, '--', 'true']));
  expect(await run.ended).toBe(0);
  expect(run.out()).toMatch(/^(http:\/\/127\.0\.0\.1:\d+)\/rtm \1 a=b,c\n$/);
  expect(await Promise.all(wrong.map(({ ended }) => ended))).toEqual([2, 2]);
  expect(wrong[0]?.said()).toContain('{flows} is no address that there is');
  expect(wrong[0]?.said()).toContain('{url}, {apptor}, {flowx}');
  expect(wrong[1]?.said()).toContain('"X" is not NAME=VALUE');
});

test('what it is told wrongly it refuses with 2, and runs nothing', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const mark = join(scratchFolder(), 'mark');
  const command = ['--', 'touch', mark];
  const runs = {
    port: executed(['--port', String(port), ...command]),
    fixtures: executed(['--fixtures', 'nowhere', ...command]),
    flag: executed(['--data', 'x', ...command]),
    nothing: executed([]),
  };
  const codes = await Promise.all(Object.values(runs).map(({ ended }) => ended));
  taken.close();
  expect(codes).toEqual([2, 2, 2, 2]);
  expect(runs.port.said()).toContain(`port ${port} of 127.0.0.1 is in use`);
  expect(runs.nothing.said()).toContain("missing required argument 'command'");
  expect(existsSync(mark)).toBe(false);
});

test('flags of serve count, and neither PORT nor the port of the configuration does', async () => {
  const program = `
    fetch(process.env.FLOWX_MOCK_URL + '/__admin/worlds').then((answer) => answer.json())
      .then(({ items }) => console.log(items[0].seed, process.env.PORT));`;
  const run = executed(['--seed', 'forty-two', ...js(program)], { env: { PORT: '1' } });
  expect(await run.ended).toBe(0);
  expect(run.out()).toBe('forty-two 1\n');
});

const PROXIES: [set: Record<string, string>, expected: (string | undefined)[]][] = [
  [{}, [undefined, undefined]],
  [{ http_proxy: 'http://p' }, Array(2).fill('127.0.0.1,localhost,::1')],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'corp, localhost' }, Array(2).fill('corp,localhost,127.0.0.1,::1')],
  [{ ALL_PROXY: 'http://p', no_proxy: '*' }, ['*', '*']],
];

test('where a proxy is set, the command reaches the stand-in directly', () => {
  const found = PROXIES.map(([set]) => environmentFor(set, 'http://127.0.0.1:1', []));
  expect(found.map(({ NO_PROXY, no_proxy }) => [NO_PROXY, no_proxy])).toEqual(
    PROXIES.map(([, expected]) => expected),
  );
});
