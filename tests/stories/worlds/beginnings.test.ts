// How a world begins: where somebody says it does, with the seed somebody gave, and so again after a reset.
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { MemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { type InProcess, type InProcessOptions, inProcess, NOON } from '../../in-process.ts';
import { DEMO } from '../apptor/calls.ts';

const at = (mock: InProcess, path: string, body?: object) =>
  request(mock.app).put(`/__admin${path}`).set('Content-Type', 'application/json').send(body);
const clockOf = async ({ app }: InProcess, world: string) =>
  (await request(app).get(`/@${world}/__admin/clock`)).body;
const seedOf = async (mock: InProcess, world: string) =>
  (await request(mock.app).get('/__admin/worlds')).body.items.find(
    ({ name }: { name: string }) => name === world,
  )?.seed;
const started = async ({ app }: InProcess, world = 'default'): Promise<string> => {
  const answer = await request(app)
    .post(`/@${world}/process/exec`)
    .set('X-API-Key', DEMO)
    .send({ processId: 'your-flow-uuid', data: {} });
  return answer.body.processInstanceId ?? JSON.stringify(answer.body);
};

const iso = (moment: number) => new Date(moment).toISOString();
const DAY = 86_400_000;
let plain: InProcess | undefined;

test.each<[string, InProcessOptions, number]>([
  ['an instant', { begin: '2026-01-01T00:00:00Z' }, Date.parse('2026-01-01T00:00:00Z')],
  ['how long before now', { begin: '-P21D' }, NOON - 21 * DAY],
  ['nothing', {}, NOON],
])('worlds begin at %s that the server was given, whenever they are made', async (_, options, moment) => {
  const mock = await inProcess(options);
  expect(await clockOf(mock, 'default')).toEqual({ now: iso(moment), mode: 'running' });
  mock.time.now += 5000;
  const later = moment + (options.begin?.startsWith('-P') || !options.begin ? 5000 : 0);
  expect((await clockOf(mock, 'later')).now).toBe(iso(later));
  mock.time.now += 1000;
  expect((await clockOf(mock, 'default')).now).toBe(iso(moment + 6000));
});

test('a body says how one world begins, and a reset takes it back there', async () => {
  const mock = await inProcess();
  const made = await at(mock, '/worlds/demo', { now: '-P21D', seed: 'mine' });
  expect([made.status, made.body.seed, made.body.clock.now]).toEqual([201, 'mine', iso(NOON - 21 * DAY)]);
  const first = await started(mock, 'demo');
  mock.time.now += DAY;
  expect((await clockOf(mock, 'demo')).now).toBe(iso(NOON - 20 * DAY));
  await request(mock.app).post('/@demo/__admin/reset');
  expect((await clockOf(mock, 'demo')).now).toBe(iso(NOON - 20 * DAY));
  expect(await started(mock, 'demo')).toBe(first);
  await at(mock, '/worlds/fixed', { now: '2026-02-03T04:05:06Z' });
  mock.time.now += DAY;
  await request(mock.app).post('/@fixed/__admin/reset');
  expect((await clockOf(mock, 'fixed')).now).toBe('2026-02-03T04:05:06.000Z');
});

test('a body for a world that exists is refused, unless it is to be replaced; without one nothing changes', async () => {
  const mock = await inProcess();
  await at(mock, '/worlds/demo', { seed: 'one' });
  const kept = await started(mock, 'demo');
  const refused = await at(mock, '/worlds/demo', { now: '-P1D' });
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('?replace=true')]);
  expect((await request(mock.app).put('/__admin/worlds/demo')).status).toBe(200);
  expect((await request(mock.app).get(`/@demo/__admin/instances/${kept}`)).status).toBe(200);
  const replaced = await at(mock, '/worlds/demo?replace=true', { seed: 'two', now: '-P1D' });
  expect([replaced.status, replaced.body.seed, replaced.body.clock.now]).toEqual([
    200,
    'two',
    iso(NOON - DAY),
  ]);
  expect((await request(mock.app).get(`/@demo/__admin/instances/${kept}`)).status).toBe(404);
});

test.each([
  [{ now: 'soon' }, 'now: "soon" is neither'],
  [{ now: '-P1M' }, 'months or years'],
  [{ now: '-P9999999D' }, 'is not between'],
  [{ now: '' }, 'now is a text'],
  [{ seed: 5 }, 'seed is a text'],
  [{ seeed: 'x' }, 'no member "seeed"'],
])('%j is no beginning, and makes nothing', async (body, detail) => {
  plain ??= await inProcess();
  const mock = plain;
  const answer = await at(mock, '/worlds/demo', body);
  expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining(detail)]);
  expect(
    (await request(mock.app).get('/__admin/worlds')).body.items.map((one: { name: string }) => one.name),
  ).toEqual(['default']);
});

test('no call takes members that it does not know', async () => {
  const { app } = await inProcess();
  for (const [method, path] of [
    ['post', '/reset'],
    ['put', '/worlds/w'],
    ['post', '/clock/advance'],
    ['post', '/clock/set'],
    ['post', '/clock/freeze'],
    ['post', '/clock/run'],
    ['post', '/instances/x/events'],
    ['post', '/requests/find'],
    ['post', '/requests/count'],
    ['delete', '/requests'],
    ['delete', '/faults'],
  ] as const) {
    const answer = await request(app)[method](`/__admin${path}`).send({ unheard: false });
    expect([path, answer.status, answer.body.detail]).toEqual([
      path,
      400,
      expect.stringContaining('unheard'),
    ]);
  }
});

test('a seed that nobody gave is drawn anew by a reset, one that somebody gave is not', async () => {
  const drawn = await inProcess({ seed: null });
  const before = [await started(drawn), await seedOf(drawn, 'default')];
  await request(drawn.app).post('/__admin/reset');
  const after = [await started(drawn), await seedOf(drawn, 'default')];
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  const given = await inProcess({ seed: 'given' });
  const first = await started(given);
  await request(given.app).post('/__admin/reset');
  expect([await started(given), await seedOf(given, 'default')]).toEqual([first, 'given']);
});

test('a look, and what is refused, make no world; what is kept in one does', async () => {
  const mock = await inProcess();
  const names = async () =>
    (await request(mock.app).get('/__admin/worlds')).body.items.map(({ name }: { name: string }) => name);
  for (const path of [
    '/__admin/instances',
    '/__admin/clock',
    '/__admin/requests',
    '/process/instance/inst_xyz789',
  ])
    await request(mock.app).get(`/@alice${path}`).set('X-API-Key', DEMO);
  const refused = await request(mock.app).post('/@alice/process/exec').send({});
  expect(refused.status).toBe(401);
  expect(await names()).toEqual(['default']);
  const { items } = (await request(mock.app).get('/@alice/__admin/requests')).body;
  expect(items[0].status).toBe(401);
  await started(mock, 'alice');
  expect(await names()).toEqual(['alice', 'default']);
  const entries = (await request(mock.app).get('/@alice/__admin/requests')).body.items;
  expect(entries.map(({ status }: { status: number }) => status)).toEqual([200, 401, expect.any(Number)]);
});

test('where worlds are kept already, that new ones begin elsewhere is told, and those go on as they were', async () => {
  const store = new MemoryStore();
  const before = await inProcess({ store });
  await started(before);
  await started(before, 'demo');
  const told: string[] = [];
  const after = await inProcess({ store, begin: '2026-01-01T00:00:00Z', tell: (text) => told.push(text) });
  expect(told).toEqual(['now is where new worlds begin; those that exist go on as they were: default, demo']);
  expect((await clockOf(after, 'demo')).now).toBe(iso(NOON));
  expect((await clockOf(after, 'new')).now).toBe('2026-01-01T00:00:00.000Z');
});
