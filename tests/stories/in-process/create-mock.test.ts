// `createMock()` as a test uses it: worlds, clock, instances, requests, and an end of everything.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import {
  connect,
  createMock,
  type Mock,
  type MockOptions,
} from '../../../mock-server/in-process/create-mock.ts';
import { Client } from '../../client.ts';
import { ownFixtures, scratchFolder } from '../../own-fixtures.ts';

const mocks: Mock[] = [];
afterEach(async () => {
  await Promise.all(mocks.splice(0).map((mock) => mock.close()));
});

async function mocked(options?: MockOptions): Promise<Mock> {
  const mock = await createMock(options);
  mocks.push(mock);
  return mock;
}

const ID = /^inst_/;

test('a world is driven from the start of an instance to its end', async () => {
  const { clock, instances, requests, url } = (await mocked()).world('alice');
  await clock.freeze();
  const before = await clock.now();
  const id = await new Client(url).run('quick-flow', { data: { order: 7 } });
  expect(id).toMatch(ID);
  expect(await clock.advance('PT2S')).toEqual({
    now: new Date(before.getTime() + 2000).toISOString(),
    mode: 'frozen',
  });
  expect(await instances.get(id)).toMatchObject({ state: 'completed', data: { order: 7 } });
  expect((await instances.list({ process: 'quick-flow' })).map((one) => one.id)).toEqual([id]);
  const [sent] = await requests.all();
  expect(sent).toMatchObject({ operationId: 'executeWorkflow', status: 200, body: { data: { order: 7 } } });
  expect(await requests.get(sent?.id ?? '')).toEqual(sent);
});

test('worlds do not see each other, and the default one is the mock itself', async () => {
  const mock = await mocked();
  const [alice, bob] = [mock.world('alice'), mock.world('bob')];
  await new Client(alice.url).run('quick-flow');
  await new Client(mock.url).run('quick-flow');
  const counts = await Promise.all(
    [mock, alice, bob].map(async ({ instances }) => (await instances.list({ process: 'quick-flow' })).length),
  );
  expect(counts).toEqual([1, 1, 0]);
  await alice.reset();
  expect(await alice.instances.list({ process: 'quick-flow' })).toEqual([]);
  await alice.delete();
  await alice.delete();
  await expect(mock.delete()).rejects.toThrow('The default world cannot be deleted');
});

test('waiting, skipping and sending events', async () => {
  const { instances, clock, url } = await mocked();
  await clock.freeze();
  const client = new Client(url);
  const id = await client.run('quick-flow');
  expect((await instances.waitFor(id, 'completed', { skip: true })).state).toBe('completed');
  const onboarding = await client.start('customer_onboarding', { customerEmail: 'a@example.com' });
  await clock.advance('PT3S');
  expect((await instances.send(onboarding, { type: 'APPROVE', data: { by: 'me' } })).data).toMatchObject({
    by: 'me',
  });
  await expect(instances.send(onboarding, 'APPROVE')).rejects.toThrow(
    /takes no event at all, but not APPROVE/,
  );
  await expect(instances.waitFor(id, 'complete')).rejects.toThrow(/has no state "complete"\. Its states/);
  await expect(instances.get('inst_none')).rejects.toThrow(/There is no instance inst_none/);
  await expect(clock.set('2000-01-01T00:00:00Z')).rejects.toMatchObject({
    status: 409,
    name: 'ControlPlaneError',
  });
});

test('the journal is asked, waited for and forgotten', async () => {
  const { requests, url } = (await mocked()).world('alice');
  const client = new Client(url);
  const coming = requests.waitFor({ operationId: 'executeWorkflow', bodyContains: { data: { order: 7 } } });
  await client.run('quick-flow', { data: { order: 6 } });
  await client.run('quick-flow', { data: { order: 7 } });
  expect(await coming).toMatchObject({ status: 200, body: { data: { order: 7 } } });
  expect(await requests.count({ operationId: 'executeWorkflow' })).toBe(2);
  expect((await requests.find({ path: '/process/*' })).map(({ body }) => body)).toMatchObject([
    { data: { order: 7 } },
    { data: { order: 6 } },
  ]);
  await requests.clear();
  expect(await requests.all()).toEqual([]);
  await expect(requests.waitFor({ method: 'POST' }, { seconds: 1 })).rejects.toThrow('came in 1 s');
  await expect(requests.find({ operationId: 'execute' })).rejects.toThrow(/POST http:\S+find: .*execute/);
});

test('faults are set, counted and cleared, in one world', async () => {
  const fault = { operationId: 'executeWorkflow', code: 503, times: 1 };
  const mock = await mocked({ faults: [fault, { ...fault, world: 'bob' }] });
  const { faults, url } = mock.world('alice');
  expect((await new Client(mock.url).exec('quick-flow')).status).toBe(503);
  expect(await mock.faults.list()).toMatchObject([{ code: 503, matched: 1, fired: 1 }]);
  expect(await faults.list()).toMatchObject([{ code: 503, matched: 0, fired: 0 }]);
  expect(await mock.world('bob').faults.list()).toHaveLength(2);
  await faults.set({ api: 'apptor', code: 429 }, { api: 'flowx', code: 500 });
  expect((await new Client(url).exec('quick-flow')).status).toBe(429);
  await faults.clear();
  expect((await new Client(url).exec('quick-flow')).status).toBe(200);
  await expect(faults.set({ api: 'nobody' })).rejects.toThrow(/Nothing was changed.*nobody/);
  await expect(createMock({ faults: [{ code: 999 }] })).rejects.toThrow('faults/0/code: ');
});

test('the answer to the first start is lost, the client tries again, and two were started', async () => {
  const { faults, instances, requests, url } = await mocked();
  await faults.set({ operationId: 'executeWorkflow', fault: 'reset', when: 'after', times: 1 });
  const start = () => new Client(url).run('quick-flow', { data: { order: 9 } });
  await start().catch(start);
  expect(await requests.count({ operationId: 'executeWorkflow' })).toBe(2);
  expect(await instances.list({ process: 'quick-flow' })).toHaveLength(2);
});

test('many instances are listed whole', async () => {
  const { instances, url } = await mocked();
  const client = new Client(url);
  for (let round = 0; round < 21; round += 1)
    await Promise.all(Array.from({ length: 50 }, () => client.run('quick-flow')));
  expect(await instances.list({ process: 'quick-flow' })).toHaveLength(1050);
  expect((await instances.count({ process: 'quick-flow' })).total).toBe(1050);
});

test('the same seed, clock and calls make the same snapshot', async () => {
  const snapshotWith = async (seed: number) => {
    const mock = await mocked({ seed, now: '2026-06-01T12:00:00Z' });
    await mock.clock.freeze();
    await mock.clock.set('2026-06-01T13:00:00Z');
    await new Client(mock.url).run('quick-flow', { data: { b: 1, a: 2 } });
    return JSON.stringify(await mock.snapshot());
  };
  const [first, same, other] = await Promise.all([snapshotWith(42), snapshotWith(42), snapshotWith(43)]);
  expect(same).toBe(first);
  expect(other).not.toBe(first);
  expect(first).toContain(
    '{"clock":{"mode":"frozen","now":"2026-06-01T13:00:00.000Z"},"instances":[{"api":"apptor"',
  );
  expect(first).toContain('"data":{"a":2,"b":1}');
});

test('options: fixtures, contracts, learning, the journal, a folder, an API', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'data'));
  const fixtures = ownFixtures({ 'apptor/instances.yaml': '[]\n' });
  const mock = await mocked({
    fixtures,
    contracts: [],
    learn: true,
    journal: 2,
    data: join(folder, 'data'),
    apis: { apptor: { validationStatus: 422 } },
  });
  const client = new Client(mock.url);
  expect(await mock.instances.list({ api: 'apptor' })).toEqual([]);
  await client.run('never-heard-of');
  expect((await client.exec('')).status).toBe(422);
  await client.exec('');
  expect(await mock.requests.all()).toHaveLength(2);
  await mock.close();
  expect(readdirSync(join(folder, 'data'))).toContain('instances.json');
});

test.each([
  [{ fixtures: 'nowhere' }, 'the fixtures folder nowhere does not exist'],
  [{ contracts: 'nowhere' }, 'the contracts folder nowhere does not exist'],
  [
    { now: 'soon' },
    'now is a Date, milliseconds, an ISO 8601 instant, or how long before now, such as -P21D, not "soon"',
  ],
  [{ sed: 42 } as MockOptions, 'createMock has no option "sed", but seed, fixtures, '],
  [{ port: -1 }, 'port is an integer from 0 to 65535, not -1'],
  [{ maxWorlds: 0 }, 'maxWorlds is an integer from 1 on, not 0'],
  [{ journal: 1.5 }, 'journal is an integer from 1 on, not 1.5'],
  [{ data: '' }, 'data is the path of a folder, not ""'],
  [{ apis: { nobody: {} } }, 'there is no API "nobody", but apptor, flowx'],
])('%j is refused', async (options, message) => {
  await expect(createMock(options)).rejects.toThrow(message);
});

test('await using ends it, and close may be called again', async () => {
  let url = '';
  {
    await using mock = await createMock();
    url = mock.url;
    expect((await fetch(`${url}/__admin/health`)).status).toBe(200);
  }
  await expect(fetch(url)).rejects.toThrow();
  const mock = await createMock();
  await Promise.all([mock.close(), mock.close()]);
  await mock.close();
});

test('connect() is the same handle for a stand-in that runs elsewhere', async () => {
  const mock = await mocked();
  const far = connect(`${mock.url}/`);
  await far.world('alice').clock.freeze();
  expect(await mock.world('alice').clock.run()).toMatchObject({ mode: 'running' });
  expect(() => connect('')).toThrow(/needs the URL of a stand-in/);
  for (const wrong of ['localhost:4010', 'ftp://127.0.0.1', `${mock.url}/@alice`])
    expect(() => connect(wrong)).toThrow(/takes an address such as http/);
  await mock.close();
  await expect(far.clock.now()).rejects.toThrow(/GET http:\S+\/__admin\/clock: .*ECONNREFUSED/);
});

test.each([Number.POSITIVE_INFINITY, -1, 301, Number.NaN])('nobody waits %s seconds', async (seconds) => {
  const { instances, requests } = (await mocked()).world('alice');
  const waiting = [
    instances.waitFor('inst_xyz789', 'completed', { seconds }),
    requests.waitFor({}, { seconds }),
  ];
  for (const one of await Promise.allSettled(waiting))
    expect(one).toMatchObject({
      reason: { message: `seconds is a number from 0 to 300, not ${seconds}` },
    });
});
