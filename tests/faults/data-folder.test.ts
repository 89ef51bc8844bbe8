// A data folder that cannot be read is refused and left alone; one that cannot be written costs writes and nothing else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { command, ran, type Served, served } from '../served.ts';
import { FLOWX_START } from './raw.ts';

// Processes take their time on a busy machine.
jest.setTimeout(60_000);

let folder: string;
let data: string;
let file: string;
const running: Served[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-data-'));
  data = join(folder, 'data');
  file = join(data, 'instances.json');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<Served> {
  const mock = await served(['--data', data], { env: { NODE_ENV: 'test' } });
  running.push(mock);
  return mock;
}

const HEADERS = { Authorization: 'Bearer any', 'Flowx-Platform': 'web', 'Content-Type': 'application/json' };
const start = (url: string, body: unknown = {}) =>
  fetch(url + FLOWX_START, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
const json = async (answer: Response | Promise<Response>) =>
  (await (await answer).json()) as {
    uuid: string;
    items: { id: string }[];
  };

test('what was answered is in the file before the answer, under NODE_ENV=test too', async () => {
  const mock = await serve();
  const { uuid } = await json(start(mock.url, { kept: true }));
  expect(JSON.parse(readFileSync(file, 'utf8')).worlds.default.instances).toMatchObject([
    { id: uuid, data: { kept: true } },
  ]);
  await mock.end('SIGKILL');
  const again = await serve();
  expect(await json(fetch(`${again.url}/__admin/instances/${uuid}`))).toMatchObject({ data: { kept: true } });
  expect((await json(start(again.url))).uuid).not.toBe(uuid);
});

test('a file that cannot be read ends the start with 2, its name and what to do, and stays as it is', async () => {
  mkdirSync(data);
  writeFileSync(file, '{"format": 1, "worlds": {"def');
  const { code, stdout, stderr } = await ran(['serve', '--port', '0', '--json', '--data', data]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`${file} cannot be read`);
  expect(stderr).toContain('--data DIR');
  expect(readFileSync(file, 'utf8')).toBe('{"format": 1, "worlds": {"def');
});

test('a file where the folder should be, and a folder where the file should be, are refused', async () => {
  writeFileSync(data, 'mine');
  const { code, stderr } = await ran(['serve', '--port', '0', '--data', data]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`${data} is not a folder`) });
  expect((await ran(['serve', '--port', '0', '--data', join(data, 'deeper')])).code).toBe(2);
  expect(readFileSync(data, 'utf8')).toBe('mine');
  mkdirSync(join(folder, 'other', 'instances.json'), { recursive: true });
  expect((await ran(['serve', '--port', '0', '--data', join(folder, 'other')])).code).toBe(2);
});

async function expectUnavailable(url: string): Promise<void> {
  const flowx = await start(url);
  expect({ status: flowx.status, body: await json(flowx) }).toMatchObject({
    status: 503,
    body: { status: 503, errorKey: 'error.http.503', detail: expect.stringContaining('stored') },
  });
  const apptor = await fetch(`${url}/process/exec`, {
    method: 'POST',
    headers: HEADERS,
    body: '{"processId":"your-flow-uuid"}',
  });
  expect({ status: apptor.status, body: await json(apptor) }).toMatchObject({
    status: 503,
    body: { status: 503, path: '/process/exec', message: expect.stringContaining('stored') },
  });
  const reset = await fetch(`${url}/__admin/reset`, { method: 'POST' });
  expect({ status: reset.status, type: reset.headers.get('content-type') }).toEqual({
    status: 503,
    type: expect.stringContaining('application/problem+json'),
  });
}

const health = (url: string) => json(fetch(`${url}/__admin/health`));

test('while the folder cannot be written, writes are refused, reads go on, and health says so', async () => {
  const mock = await serve();
  const { uuid } = await json(start(mock.url, { before: 1 }));
  expect(await health(mock.url)).toMatchObject({ status: 'ok', store: 'file' });
  renameSync(data, `${data}-away`);
  writeFileSync(data, 'in the way');
  await expectUnavailable(mock.url);
  expect(await health(mock.url)).toMatchObject({ status: 'degraded', reason: expect.any(String) });
  const info = await fetch(`${mock.url}/api/runtime/process-instance/${uuid}/build/info`, {
    headers: HEADERS,
  });
  expect(info.status).toBe(200);
  const { items } = await json(fetch(`${mock.url}/__admin/instances?process=customer_onboarding&limit=50`));
  const ids = items.map(({ id }) => id);
  expect(ids).toEqual(['24cb4216-83a4-4782-84cb-d702b54b9b7d', uuid]);

  rmSync(data);
  renameSync(`${data}-away`, data);
  const later = await json(start(mock.url, { after: 1 }));
  expect(await health(mock.url)).toMatchObject({ status: 'ok' });
  expect(Object.keys(await health(mock.url))).not.toContain('reason');
  expect(await mock.end()).toBe(0);
  const kept = JSON.parse(readFileSync(file, 'utf8')).worlds.default.instances;
  expect(kept.map(({ id }: { id: string }) => id)).toEqual([uuid, later.uuid]);
  expect(mock.talk()).toBe('');
});

test('a full disk: what does not fit is refused, what was stored stays, and room made is room used', async () => {
  // Files of this process may have 64 KB, as on a disk that has no more.
  const child = spawn(
    'bash',
    [
      '-c',
      'ulimit -f 64; exec "$0" "$@"',
      process.execPath,
      command,
      'serve',
      '--json',
      '--port',
      '0',
      '--data',
      data,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { url } = JSON.parse(line);
    const accepted: string[] = [];
    const big = { text: 'x'.repeat(10_000) };
    let answer = await start(url, big);
    for (; answer.status === 200; answer = await start(url, big)) accepted.push((await json(answer)).uuid);
    expect(accepted.length).toBeGreaterThan(1);
    expect(await json(answer)).toMatchObject({ status: 503, errorKey: 'error.http.503' });
    expect(await health(url)).toMatchObject({ status: 'degraded' });
    const kept = JSON.parse(readFileSync(file, 'utf8')).worlds.default.instances;
    expect(kept.map(({ id }: { id: string }) => id)).toEqual(accepted);
    for (const id of accepted) expect((await fetch(`${url}/__admin/instances/${id}`)).status).toBe(200);

    expect((await fetch(`${url}/__admin/reset`, { method: 'POST' })).status).toBe(204);
    expect((await start(url, big)).status).toBe(200);
    expect(await health(url)).toMatchObject({ status: 'ok' });
  } finally {
    child.kill('SIGKILL');
  }
});
