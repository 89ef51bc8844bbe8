// A data folder that cannot be read is refused and left alone; one that cannot be written costs writes and nothing else.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { run } from '../../mock-server/cli/program.ts';
import { type Served, served } from '../served.ts';
import { surrounded } from '../unit/mock-server/cli/surrounded.ts';
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

test('what was answered is there after a kill, under NODE_ENV=test too', async () => {
  const mock = await serve();
  const { uuid } = await json(start(mock.url, { kept: true }));
  await mock.end('SIGKILL');
  const again = await serve();
  expect(await json(fetch(`${again.url}/__admin/instances/${uuid}`))).toMatchObject({ data: { kept: true } });
  expect((await json(start(again.url))).uuid).not.toBe(uuid);
});

test.each(['{"format": 2, "worlds": {"def', '', 'null', 'false', '0', '[]', '{"users":[]}'])(
  'a file that holds %j ends the start with 2, its name and what to do, and stays as it is',
  async (text) => {
    mkdirSync(data);
    writeFileSync(file, text);
    const around = surrounded();
    expect(await run(['serve', '--port', '0', '--json', '--data', data], around)).toBe(2);
    expect(around.out()).toBe('');
    expect(around.said()).toContain(`${file} cannot be used`);
    expect(around.said()).toContain('--data DIR');
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('a file where the folder should be, and a folder where the file should be, are refused', async () => {
  writeFileSync(data, 'mine');
  mkdirSync(join(folder, 'other', 'instances.json'), { recursive: true });
  for (const place of [data, join(data, 'deeper'), join(folder, 'other')]) {
    const around = surrounded();
    expect(await run(['serve', '--port', '0', '--data', place], around)).toBe(2);
    expect(around.said()).toContain(`${place}`);
    expect(around.said()).toContain('choose another folder with --data DIR');
  }
  expect(readFileSync(data, 'utf8')).toBe('mine');
});

async function expectUnavailable(url: string): Promise<void> {
  const flowx = await start(url);
  expect({ status: flowx.status, body: await json(flowx) }).toMatchObject({
    status: 507,
    body: { status: 507, errorKey: 'error.http.507', detail: expect.stringContaining('stored') },
  });
  const apptor = await fetch(`${url}/process/exec`, {
    method: 'POST',
    headers: HEADERS,
    body: '{"processId":"your-flow-uuid"}',
  });
  expect({ status: apptor.status, body: await json(apptor) }).toMatchObject({
    status: 507,
    body: { status: 507, path: '/process/exec', message: expect.stringContaining('Insufficient storage') },
  });
  const reset = await fetch(`${url}/__admin/reset`, { method: 'POST' });
  expect({ status: reset.status, type: reset.headers.get('content-type') }).toEqual({
    status: 507,
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
  // It looks by itself whether it can write again.
  while (((await health(mock.url)) as { status?: string }).status !== 'ok')
    await new Promise((resolve) => setTimeout(resolve, 50));
  const later = await json(start(mock.url, { after: 1 }));
  expect(Object.keys(await health(mock.url))).not.toContain('reason');
  expect(await mock.end()).toBe(0);
  // Beside them stands a line for each refused request.
  const told = mock.talk().match(/^flowx-mock: .*$/gm) ?? [];
  expect(told).toEqual([
    expect.stringMatching(/^flowx-mock: nothing can be stored any more: ./),
    'flowx-mock: instances can be stored again',
  ]);
  const again = await serve();
  for (const id of [uuid, later.uuid])
    expect((await fetch(`${again.url}/__admin/instances/${id}`)).status).toBe(200);
});
