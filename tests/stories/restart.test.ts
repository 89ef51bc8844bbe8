// S1: what was answered is there for every later call, and after the process ended and another one took over.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { type Served, served } from '../served.ts';
import { answerTask, execute, look, OTHER, WAITING, waitingRun } from './apptor/calls.ts';
import { buildInfo, buildInfoOf, byBuild, byName, copying, dataOf, get, post } from './flowx/calls.ts';

// Processes are started one after another, on machines that have other things to do.
jest.setTimeout(120_000);

/** Nothing happens to it by itself. */
const CHILD = { process: 'customer_onboarding_child' };
const MINE = { workspace: 'my-ws', application: 'my-app', process: 'my process' };
const HOSTILE = '{"__proto__":{"state":"FINISHED"},"constructor":{"prototype":1}}';

let folder: string;
let server: Served;
/** All there ever were: a test that gives up half-way must not leave one behind. */
const started: Promise<Served>[] = [];

async function start(...args: string[]): Promise<string> {
  const starting = served(args, { env: { NODE_ENV: 'test' } });
  started.push(starting);
  server = await starting;
  return server.url;
}

/** Ends the server as an operator does, and starts another one on the same folder. */
async function restart(...args: string[]): Promise<string> {
  expect(await server.end('SIGTERM')).toBe(0);
  return start('--data', folder, '--seed', 'same', ...args);
}

const known = async () => (await request(server.url).get('/__admin/catalogue')).body;
const all = async (): Promise<{ id: string; timers?: unknown[] }[]> =>
  (await request(server.url).get('/__admin/instances?limit=1000')).body.items;
const seenBy = (runs: string[]) => Promise.all(runs.map(async (run) => (await look(server.url, run)).body));

/** One of each kind of id. */
async function newIds(): Promise<string[]> {
  const { body: whole } = await post(server.url, byBuild(CHILD));
  const { body: brief } = await post(server.url, byName(CHILD));
  const { processInstanceId } = whole.instanceMetadata;
  return [whole.uuid, brief.uuid, processInstanceId, whole.tokens[0].id, await waitingRun(server.url)].map(
    String,
  );
}

/** What the first process was told and saw, before it ended. */
async function firstLife(url: string) {
  const first = (await post(url, byName(CHILD), { name: 'Jane', age: 3 })).body.uuid;
  const second = (await post(url, copying(first, CHILD), { name: 'Joe' })).body.uuid;
  const hostile = (await post(url, byName(CHILD), JSON.parse(HOSTILE))).body.uuid;
  const waiting = await waitingRun(url, { a: 1 });
  const done = await waitingRun(url, { b: 1 });
  for (const run of [done, WAITING])
    expect((await answerTask(url, run, { data: { b: 2 } })).status).toBe(200);
  expect((await post(url, byName(MINE))).status).toBe(200);
  expect((await post(url, byBuild({ ...MINE, build: 'my-build' }))).status).toBe(200);
  expect((await execute(url, 'my-flow')).status).toBe(200);
  // Looking alone teaches, too.
  expect((await get(url, buildInfo({ workspace: 'my-ws', application: 'seen-app' }))).status).toBe(200);
  const runs = [waiting, done, WAITING];
  return {
    second,
    hostile,
    runs,
    seen: await seenBy(runs),
    ids: await newIds(),
    catalogue: await known(),
    all: await all(),
  };
}

let before: Awaited<ReturnType<typeof firstLife>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowx-mock-restart-'));
  before = await firstLife(await start('--data', folder, '--seed', 'same', '--learn'));
  await restart();
});

afterAll(async () => {
  for (const one of await Promise.allSettled(started)) {
    if (one.status === 'fulfilled') await one.value.end('SIGKILL');
  }
  await rm(folder, { recursive: true, force: true });
});

test('every instance is there after a restart, as it was and in the same order', async () => {
  const after = await all();
  expect(after.map(({ id }) => id)).toEqual(before.all.map(({ id }) => id));
  // The others go on by themselves, as time does.
  const still = before.all.filter(({ timers = [] }) => timers.length === 0);
  expect(still.length).toBeGreaterThan(8);
  expect(after).toEqual(expect.arrayContaining(still));
});

test('FlowX instances are asked about and copied from', async () => {
  expect((await get(server.url, buildInfoOf(before.second))).status).toBe(200);
  const third = (await post(server.url, copying(before.second, CHILD), { more: true })).body.uuid;
  expect(await dataOf(server.url, third)).toEqual({ name: 'Joe', age: 3, more: true });
});

test('members called like inherited ones are still data', async () => {
  const { text } = await request(server.url).get(`/__admin/instances/${before.hostile}`);
  expect(text).toContain(`"data":${HOSTILE}`);
});

test('a run that waits goes on waiting, and one that is completed stays completed', async () => {
  const [waiting = '', done = ''] = before.runs;
  expect(await seenBy(before.runs)).toEqual(before.seen);
  expect(before.seen.map(({ stateCd }) => stateCd)).toEqual([0, 1, 1]);
  for (const run of [done, WAITING]) expect((await answerTask(server.url, run)).status).toBe(409);
  expect((await answerTask(server.url, waiting)).status).toBe(200);
});

test('no id is given again, not even by the same seed', async () => {
  const after = await newIds();
  expect(before.ids.filter((id) => after.includes(id))).toEqual([]);
});

test('what --learn accepted is known without it, and nothing else', async () => {
  const { url } = server;
  expect(await known()).toEqual(before.catalogue);
  expect((await post(url, byName(MINE))).body.buildId).toBe('my-build');
  expect((await execute(url, 'my-flow')).status).toBe(200);
  expect((await get(url, buildInfo({ workspace: 'my-ws', application: 'seen-app' }))).status).toBe(200);
  expect((await post(url, byName({ ...MINE, application: 'new-app' }))).status).toBe(404);
});

test('what --learn accepted before a restart is not contradicted after it', async () => {
  const url = await restart('--learn');
  expect((await post(url, byName({ ...MINE, workspace: 'their-ws' }))).status).toBe(404);
  expect((await post(url, byBuild({ ...MINE, application: 'their-app', build: 'my-build' }))).status).toBe(
    400,
  );
  expect((await execute(url, 'my-flow', OTHER)).status).toBe(404);
  expect((await post(url, byName({ ...MINE, application: 'new-app' }))).status).toBe(200);
});

test('what was kept is gone after a reset, and stays gone after a restart', async () => {
  expect((await request(server.url).post('/__admin/reset')).status).toBe(204);
  expect(await all()).toHaveLength(2);
  await restart();
  expect(await all()).toHaveLength(2);
  expect((await execute(server.url, 'my-flow')).status).toBe(404);
});

test('what an ephemeral server was told is forgotten', async () => {
  const run = await waitingRun(await start('--ephemeral', '--data', folder));
  expect((await look(server.url, run)).status).toBe(200);
  await server.end();
  await start('--ephemeral', '--data', folder);
  expect((await look(server.url, run)).status).toBe(404);
});
