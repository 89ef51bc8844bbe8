// The command as a process of its own: where it writes, and how it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { command, ran, type Served, served } from '../served.ts';
import { get, post, RawConnection } from './raw.ts';

// Processes take their time on a busy machine.
jest.setTimeout(60_000);

let folder: string;
const running: Served[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-process-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

async function serve(args: string[]): Promise<Served> {
  const mock = await served(args, { cwd: folder });
  running.push(mock);
  return mock;
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets the answer on its way arrive, and ends with 0 at once',
  async (signal) => {
    const mock = await serve(['--ephemeral']);
    const port = Number(new URL(mock.url).port);
    const idle = new RawConnection(port).send(get('/__admin/health'));
    await idle.answer();
    const silent = new RawConnection(port);
    const body = '{"processId":"quick-flow"}';
    const bytes = post('/process/exec', body);
    const busy = new RawConnection(port).send(bytes.subarray(0, -5));
    await once(busy.socket, 'connect');
    // A second request on its own connection, answered: so the server has read the first half, too.
    await idle.send(get('/__admin/health')).answer();

    const ended = mock.end(signal);
    await idle.closed;
    await expect(fetch(mock.url)).rejects.toThrow();
    busy.send(bytes.subarray(-5));
    expect((await busy.answer()).status).toBe(200);
    expect(await ended).toBe(0);
    await silent.closed;
    expect(mock.talk()).toBe('');
  },
);

test('a second signal does not wait', async () => {
  const mock = await serve(['--ephemeral']);
  const port = Number(new URL(mock.url).port);
  const connection = new RawConnection(port).send(post('/process/exec', '{}').subarray(0, -1));
  await once(connection.socket, 'connect');
  await (await fetch(`${mock.url}/__admin/health`)).text();
  const ended = mock.end('SIGINT');
  while (await answers(mock.url)) await new Promise((resolve) => setTimeout(resolve, 20));
  mock.process.kill('SIGTERM');
  expect(await ended).toBe(143);
  connection.end();
});

test('it writes into .flowx-mock and nowhere else in the folder it runs in', async () => {
  const mock = await serve([]);
  const files = () => readdirSync(folder);
  expect(files()).toEqual(['.flowx-mock']);
  const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
  const body = '{"processId":"quick-flow"}';
  expect((await fetch(`${mock.url}/process/exec`, { method: 'POST', headers, body })).status).toBe(200);
  await mock.end();
  expect(readdirSync(join(folder, '.flowx-mock'))).toContain('instances.json');
  const other = await serve(['--ephemeral']);
  expect((await fetch(`${other.url}/process/exec`, { method: 'POST', headers, body })).status).toBe(200);
  await other.end();
  expect((await ran(['--help'], { cwd: folder })).code).toBe(0);
  expect(files()).toEqual(['.flowx-mock']);
});

test('without --json people read on stderr, and stdout is empty', async () => {
  const child = spawn(process.execPath, [command, '--ephemeral', '--port', '0'], { cwd: folder });
  const told = { out: '', said: '' };
  child.stdout.on('data', (chunk) => {
    told.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told.said += chunk;
    if (told.said.includes('page:')) child.kill('SIGTERM');
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(told.out).toBe('');
  expect(told.said.trim().split('\n').length).toBeLessThanOrEqual(12);
  expect(told.said).not.toContain('curl -X');
});
