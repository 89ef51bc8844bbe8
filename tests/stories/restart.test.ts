// S1: what was answered is there for every later call, and after the process ended and another one took over.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type Served, served } from '../served.ts';
import { answerTask, execute, look, OTHER, WAITING, waitingRun } from './apptor/calls.ts';
import { buildInfo, buildInfoOf, byBuild, byName, copying, dataOf, get, post } from './flowx/calls.ts';

let folder: string;
let server: Served | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowx-mock-restart-'));
});

afterAll(async () => {
  await server?.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Serves the data folder of that name; the one before is told to stop, and must stop cleanly. */
async function serving(data: string, ...args: string[]): Promise<string> {
  await stop();
  server = await served(['--data', join(folder, data), ...args], { env: { NODE_ENV: 'test' } });
  return server.url;
}

async function stop(): Promise<void> {
  const code = await server?.end('SIGTERM');
  expect(server && code).toBe(server && 0);
  server = undefined;
}

const all = async (url: string) => (await request(url).get('/__admin/instances?limit=1000')).body.items;

test('FlowX instances, their data and their builds are there after a restart, and are copied from', async () => {
  let url = await serving('flowx');
  const first = (await post(url, byName(), { name: 'Jane', __proto: 1 })).body.uuid;
  const second = (await post(url, copying(first), { name: 'Joe' })).body.uuid;
  const before = await all(url);
  url = await serving('flowx');
  expect(await all(url)).toEqual(before);
  expect((await get(url, buildInfoOf(second))).status).toBe(200);
  const third = (await post(url, copying(second), { more: true })).body.uuid;
  expect(await dataOf(url, third)).toEqual({ name: 'Joe', __proto: 1, more: true });
});

test('a run that waits goes on waiting after a restart, and one that is completed stays completed', async () => {
  let url = await serving('apptor');
  const waiting = await waitingRun(url, { a: 1 });
  const done = await waitingRun(url, { b: 1 });
  expect((await answerTask(url, done, { data: { b: 2 } })).status).toBe(200);
  expect((await answerTask(url, WAITING)).status).toBe(200);
  const seen = await Promise.all([waiting, done, WAITING].map(async (run) => (await look(url, run)).body));
  url = await serving('apptor');
  const later = await Promise.all([waiting, done, WAITING].map(async (run) => (await look(url, run)).body));
  expect(later).toEqual(seen);
  expect(later.map(({ stateCd }) => stateCd)).toEqual([0, 1, 1]);
  expect((await answerTask(url, done)).status).toBe(409);
  expect((await answerTask(url, WAITING)).status).toBe(409);
  expect((await answerTask(url, waiting)).status).toBe(200);
});

test('ids are not given again after a restart, not even by the same seed', async () => {
  const ids = async (url: string): Promise<string[]> => {
    const started = [await post(url, byName()), await post(url, byBuild()), await post(url, byName())];
    const numbers = started.map(({ body }) => body.instanceMetadata.processInstanceId ?? body.uuid);
    return [...started.map(({ body }) => body.uuid), ...numbers, await waitingRun(url)].map(String);
  };
  const before = await ids(await serving('ids', '--seed', 'same'));
  const after = await ids(await serving('ids', '--seed', 'same'));
  expect(before.filter((id) => after.includes(id))).toEqual([]);
});

test('what --learn accepted is known after a restart, with --learn and without, and contradicted by nothing', async () => {
  const mine = { workspace: 'my-ws', application: 'my-app', process: 'my process' };
  let url = await serving('learned', '--learn');
  expect((await post(url, byName(mine))).status).toBe(200);
  expect((await post(url, byBuild({ ...mine, build: 'my-build' }))).status).toBe(200);
  expect((await execute(url, 'my-flow')).status).toBe(200);
  // Looking alone teaches, too.
  expect((await get(url, buildInfo({ workspace: 'my-ws', application: 'seen-app' }))).status).toBe(200);
  const known = (await request(url).get('/__admin/catalogue')).body;
  url = await serving('learned');
  expect((await request(url).get('/__admin/catalogue')).body).toEqual(known);
  expect((await post(url, byName(mine))).body.buildId).toBe('my-build');
  expect((await execute(url, 'my-flow')).status).toBe(200);
  expect((await get(url, buildInfo({ workspace: 'my-ws', application: 'seen-app' }))).status).toBe(200);
  expect((await post(url, byName({ ...mine, application: 'new-app' }))).status).toBe(404);
  url = await serving('learned', '--learn');
  expect((await post(url, byName({ ...mine, workspace: 'their-ws' }))).status).toBe(404);
  expect((await post(url, byBuild({ ...mine, application: 'their-app', build: 'my-build' }))).status).toBe(
    400,
  );
  expect((await execute(url, 'my-flow', OTHER)).status).toBe(404);
});

test('what was kept is gone after a reset, and stays gone after a restart', async () => {
  let url = await serving('reset');
  await waitingRun(url);
  expect(await all(url)).toHaveLength(3);
  expect((await request(url).post('/__admin/reset')).status).toBe(204);
  expect(await all(url)).toHaveLength(2);
  url = await serving('reset');
  expect(await all(url)).toHaveLength(2);
});

test('what an ephemeral server was told is forgotten', async () => {
  await stop();
  server = await served(['--ephemeral']);
  await waitingRun(server.url);
  await stop();
  server = await served(['--ephemeral']);
  expect(await all(server.url)).toHaveLength(2);
});
