// Which world a request is for, and what becomes of names that cannot be one.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { APPLICATION, Client, sure, WORKSPACE } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';

let server: Listening;
let client: Client;
beforeAll(async () => {
  server = await listening();
  client = new Client(server.url);
});
afterAll(() => server.close());
beforeEach(() => client.reset());

const named = (name: string) => ({ headers: { 'X-Mock-World': name } });
const names = async (): Promise<string[]> =>
  sure(await client.admin('GET', '/worlds')).body.items.map(({ name }: { name: string }) => name);

test('header and path lead to the same world, and the path wins', async () => {
  const alice = client.world('alice');
  const id = await alice.run('your-flow-uuid');
  expect((await client.look(id)).status).toBe(404);
  expect((await client.look(id, named('alice'))).status).toBe(200);
  expect((await client.look(id, named('bob'))).status).toBe(404);
  expect((await alice.look(id, named('bob'))).status).toBe(200);
  expect((await alice.admin('GET', `/instances/${id}`, named('bob'))).status).toBe(200);
  expect((await client.admin('GET', `/instances/${id}`, named('alice'))).status).toBe(200);
  expect((await client.admin('GET', `/instances/${id}`)).status).toBe(404);
});

test('FlowX answers below a world and its gateway prefix as well', async () => {
  const path = `/@alice/rtm/api/runtime/wks/${WORKSPACE}/app/${APPLICATION}/process-name/quick_check/start`;
  const started = await client.call('POST', path, { body: {}, headers: { Authorization: 'Bearer x' } });
  expect(started.status).toBe(200);
  expect(await client.world('alice').state(started.body.uuid)).toBe('running');
});

test('a refusal names the path without the world', async () => {
  const refused = await client.call('GET', '/@alice/process/instance/x?y=1', {
    headers: { 'X-API-Key': 'apk_demo_secret' },
  });
  expect([refused.status, refused.body.path]).toEqual([404, '/process/instance/x']);
});

test('a world is made at its first use, and listed with its clock', async () => {
  await client.world('first-use').freeze();
  const { items } = (await client.admin('GET', '/worlds')).body;
  expect(items).toContainEqual({
    name: 'first-use',
    seed: 'tests',
    clock: { now: '2026-06-01T12:00:00.000Z', mode: 'frozen' },
    kept: false,
    url: '/@first-use',
  });
  expect((await client.admin('GET', '/health')).body.worlds).toBe(items.length);
});

test('PUT makes a world that stays, DELETE forgets it', async () => {
  expect((await client.admin('PUT', '/worlds/made')).status).toBe(201);
  const again = await client.admin('PUT', '/worlds/made');
  expect([again.status, again.body]).toMatchObject([200, { name: 'made', kept: true }]);
  const id = await client.world('made').run('your-flow-uuid');
  expect((await client.admin('DELETE', '/worlds/made')).status).toBe(204);
  expect(await names()).not.toContain('made');
  expect((await client.admin('DELETE', '/worlds/made')).status).toBe(404);
  expect((await client.world('made').look(id)).status).toBe(404);
});

test('the default world cannot be deleted, only reset', async () => {
  const refused = await client.admin('DELETE', '/worlds/default');
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('/__admin/reset')]);
});

const BAD = [
  '%20',
  '-a',
  '.',
  '..%2f',
  'a%2Fb',
  'ä',
  'a'.repeat(65),
  '%00',
  'a%20b',
  '%E0%A4%A',
  '__proto__',
  '',
];

test.each(BAD)('"%s" cannot name a world, and says so in the envelope of who is asked', async (bad) => {
  const before = await names();
  const flow = await client.call('GET', `/@${bad}/process/instance/x`, {
    headers: { 'X-API-Key': 'apk_demo_secret' },
  });
  expect([flow.status, flow.body]).toMatchObject([400, { status: 400, path: '/process/instance/x' }]);
  expect(flow.body.message).toMatch(/cannot name a world: 1 to 64 letters/);
  const flowx = await client.call('GET', `/@${bad}/api/runtime/x`, {
    headers: { Authorization: 'Bearer x' },
  });
  expect(flowx.status).toBe(400);
  for (const path of ['/__admin/clock', '/elsewhere']) {
    const other = await client.call('GET', `/@${bad}${path}`);
    expect([other.status, other.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(other.body.detail).toMatch(/cannot name a world: 1 to 64 letters/);
  }
  expect(await names()).toEqual(before);
});

test.each(['a', '7', 'A.b_c-9', 'a'.repeat(64), 'constructor', 'toString'])('%s can', async (name) => {
  const world = client.world(name);
  const id = await world.run('your-flow-uuid');
  expect((await world.look(id)).status).toBe(200);
  expect((await client.look(id, named(name))).status).toBe(200);
  expect(await names()).toContain(name);
  expect((await client.admin('DELETE', `/worlds/${name}`)).status).toBe(204);
});

test('a bad name in the header is refused, an empty one is the default world', async () => {
  expect((await client.look('inst_xyz789', named('no good'))).status).toBe(400);
  expect((await client.look('inst_xyz789', named('a, b'))).status).toBe(400);
  expect((await client.look('inst_xyz789', named(''))).status).toBe(200);
  expect((await client.admin('PUT', '/worlds/no%20good')).status).toBe(400);
});
