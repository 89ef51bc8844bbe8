// What is to go wrong in a world from now on.
import { beforeEach, expect, test } from '@jest/globals';
import { type Client, sure } from '../../client.ts';
import { list, put, statuses } from './fault-calls.ts';
import { worldOfTest } from './world-of-test.ts';

const worldNamed = worldOfTest();
let world: Client;
beforeEach(() => {
  world = worldNamed();
});

const starts = (count: number) => statuses(count, () => world.exec('quick-flow'));
const runs = async () =>
  (await world.admin('GET', '/instances?api=apptor&process=quick-flow')).body.items.length;
const newest = async () => (await world.admin('GET', '/requests')).body.items[0];

test('the second call only', async () => {
  sure(await put(world, [{ operationId: 'executeWorkflow', code: 503, skip: 1, times: 1 }]));
  expect(await starts(4)).toEqual([200, 503, 200, 200]);
  expect(await runs()).toBe(3);
  expect(await list(world)).toEqual([
    { operationId: 'executeWorkflow', code: 503, skip: 1, times: 1, matched: 4, fired: 1 },
  ]);
});

test('another list counts anew, unless those that stay are to go on counting', async () => {
  const stays = { operationId: 'executeWorkflow', code: 503, times: 1 };
  sure(await put(world, [stays, stays]));
  expect(await starts(2)).toEqual([503, 503]);
  const twice = await list(world);
  const more = [{ api: 'flowx', code: 500 }, stays, stays];
  sure(await world.admin('PUT', '/faults?counted=true', { body: more }));
  expect(await list(world)).toEqual([{ api: 'flowx', code: 500, matched: 0, fired: 0 }, ...twice]);
  expect(await starts(1)).toEqual([200]);
  sure(await put(world, more));
  expect(await starts(1)).toEqual([503]);
  sure(await world.admin('PUT', '/faults?counted=yes', { body: [] }), 400);
});

test('an answer that a fault gave is told apart, and the journal says which fault it was', async () => {
  sure(
    await put(world, [
      { api: 'flowx', code: 500 },
      { profile: 'maintenance', api: 'apptor' },
    ]),
  );
  const answer = await world.exec('quick-flow');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('x-mock-source')).toBe('fault');
  expect(answer.headers.has('preference-applied')).toBe(false);
  expect(answer.body).toMatchObject({ status: 503, path: '/process/exec' });
  expect(await newest()).toMatchObject({
    source: 'fault',
    status: 503,
    refusal: { name: 'injected' },
    fault: { by: { fault: 1, profile: 'maintenance' }, code: 503, when: 'before' },
  });
});

test('the answer to the first start is lost, my client retries, and I see that two instances were started', async () => {
  sure(await put(world, [{ operationId: 'executeWorkflow', fault: 'reset', when: 'after', times: 1 }]));
  const retrying = () => world.exec('quick-flow').catch(() => world.exec('quick-flow'));
  expect((await retrying()).status).toBe(200);
  expect(await runs()).toBe(2);
  const { items } = (await world.admin('GET', '/requests')).body;
  expect(items[1]).toMatchObject({ fault: { fault: 'reset', when: 'after', lost: { status: 200 } } });
  expect(items[1]).not.toHaveProperty('status');
  expect(items[1].fault.lost.body.processInstanceId).toMatch(/^inst_/);
});

test('before, it has no effect; after, another answer is given and the true one is in the journal', async () => {
  sure(
    await put(world, [
      { code: 503, when: 'before', times: 1 },
      { code: 503, when: 'after', times: 1 },
    ]),
  );
  expect(await starts(1)).toEqual([503]);
  expect(await runs()).toBe(0);
  expect(await starts(2)).toEqual([503, 200]);
  expect(await runs()).toBe(2);
  const [, lost] = (await world.admin('GET', '/requests')).body.items;
  expect(lost).toMatchObject({ status: 503, fault: { when: 'after', lost: { status: 200 } } });
});

test('afterwards, too, an answer of 2xx is for requests that pass all checks', async () => {
  sure(await put(world, [{ operationId: 'executeWorkflow', code: 200, when: 'after' }]));
  const refused = await world.call('POST', '/process/exec', { body: { processId: 'quick-flow' } });
  expect([refused.status, refused.headers.get('x-mock-source')]).toEqual([401, 'refusal']);
  expect(await newest()).toMatchObject({ status: 401, refusal: { name: 'credentials-missing' } });
  expect((await newest()).fault).not.toHaveProperty('lost');
  expect((await world.exec('no-such-flow')).status).toBe(404);
  expect((await world.exec('quick-flow')).status).toBe(200);
  expect(await newest()).toMatchObject({ fault: { lost: { status: 200 } } });
  sure(await put(world, [{ code: 503, when: 'after' }]));
  expect((await world.exec('no-such-flow')).status).toBe(503);
});

test('by operation, API, path in any spelling, and body', async () => {
  sure(
    await put(world, [
      { operationId: 'startProcessByName', code: 409 },
      { path: '/process/instance/*', code: 404 },
      { path: '/api/runtime/**/build/info', code: 500 },
      { api: 'apptor', match: { required: ['correlationKey'] }, code: 429 },
      { api: 'library', code: 404 },
    ]),
  );
  const flowx = { headers: { Authorization: 'Bearer me' }, body: {} };
  const place = 'wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/dbe0ab87-539b-4015-962d-6e73226b9e58';
  const start = `/api/runtime/${place}/process-name/quick_check/start`;
  expect((await world.call('POST', start, flowx)).status).toBe(409);
  expect((await world.look('inst_xyz789')).status).toBe(404);
  const info = { headers: flowx.headers };
  expect((await world.call('GET', `/api/runtime/${place}/build/info`, info)).status).toBe(500);
  expect((await world.call('GET', `/rtm/api/runtime/${place}/build/info`, info)).status).toBe(500);
  expect((await world.exec('quick-flow')).status).toBe(200);
  expect((await world.exec('quick-flow', { correlationKey: 'k' })).status).toBe(429);
  const key = { headers: { 'X-Library-Key': 'let-me-in' } };
  expect((await world.call('GET', '/lib/books/9780140449136', key)).status).toBe(404);
  expect((await world.call('GET', '/lib/shelves/7/books', key)).status).toBe(200);
  expect((await list(world)).map(({ matched }: { matched: number }) => matched)).toEqual([1, 1, 2, 1, 1]);
});

test('by path, however client and pattern encode it', async () => {
  const place = '/api/runtime/wks/w/app/a/process-name';
  const patterns = ['[DOCS]customer_onboarding', '%5BDOCS%5D*', '%5bdocs%5d*'];
  const spellings = [
    '[DOCS]customer_onboarding',
    '%5BDOCS%5Dcustomer_onboarding',
    '%5bDOCS%5d%63ustomer_onboarding',
  ];
  const met: number[][] = [];
  for (const pattern of patterns) {
    sure(await put(world, [{ path: `${place}/${pattern}/start`, code: 503 }]));
    const answers = spellings.map((name) => world.call('POST', `${place}/${name}/start`, { body: {} }));
    met.push((await Promise.all(answers)).map(({ status }) => status));
  }
  expect(met).toEqual([
    [503, 503, 503],
    [503, 503, 503],
    [401, 401, 401],
  ]);
});

test('a body that cannot be read is refused as ever, in its turn', async () => {
  sure(await put(world, [{ match: { required: ['x'] }, code: 503 }]));
  const bad = { body: '{', headers: { 'X-API-Key': 'apk_demo_secret' } };
  expect((await world.call('POST', '/process/exec', bad)).status).toBe(400);
  const nobody = await world.call('POST', '/process/exec', { body: '{' });
  expect(nobody.status).toBe(401);
});

test('what a client prefers beats the faults of the world', async () => {
  sure(await put(world, [{ code: 503 }]));
  const answer = await world.look('inst_xyz789', { headers: { Prefer: 'code=404' } });
  expect(answer.status).toBe(404);
  expect(await list(world)).toMatchObject([{ matched: 0, fired: 0 }]);
});

test('the first that fires decides; delays before it add up', async () => {
  sure(
    await put(world, [
      { delay: 20 },
      { delay: { fixed: 30 }, operationId: 'getInstance' },
      { code: 503, times: 1 },
      { code: 500, times: 1 },
    ]),
  );
  expect(await statuses(3, () => world.look('inst_xyz789'))).toEqual([503, 500, 200]);
  const { items } = (await world.admin('GET', '/requests')).body;
  expect(items.map(({ fault }: { fault: { delay: number; by: object } }) => [fault.delay, fault.by])).toEqual(
    [
      [50, { fault: 0 }],
      [50, { fault: 3 }],
      [50, { fault: 2 }],
    ],
  );
  expect(items[0]).toMatchObject({ source: 'behaviour', status: 200 });
});

test('a window on the clock of the world', async () => {
  await world.freeze();
  sure(await put(world, [{ from: '10:00', to: '10:05', code: 503 }]));
  const at = async (to: string) => {
    sure(await world.admin('POST', '/clock/set', { body: { to } }));
    return (await starts(1))[0];
  };
  expect(await at('2027-03-01T09:59:59.999Z')).toBe(200);
  expect(await at('2027-03-01T10:00:00Z')).toBe(503);
  expect(await at('2027-03-01T10:04:59.999Z')).toBe(503);
  expect(await at('2027-03-01T10:05:00Z')).toBe(200);
  expect(await at('2027-03-02T10:01:00Z')).toBe(503);
});

test('worlds keep their faults to themselves', async () => {
  const other = worldNamed('another-world');
  sure(await put(world, [{ code: 503 }]));
  expect((await world.exec('quick-flow')).status).toBe(503);
  expect((await other.exec('quick-flow')).status).toBe(200);
  expect(await list(other)).toEqual([]);
  expect((await world.admin('DELETE', '/faults')).status).toBe(204);
  expect((await world.exec('quick-flow')).status).toBe(200);
  sure(await put(world, [{ code: 503 }]));
  await world.reset();
  expect((await world.exec('quick-flow')).status).toBe(200);
});

test('what GET shows can be given to PUT, and counting begins anew', async () => {
  sure(
    await put(world, [
      { code: 503, times: 1 },
      { profile: 'slow', operationId: 'getInstance' },
    ]),
  );
  await starts(2);
  const shown = await list(world);
  expect(shown[0]).toMatchObject({ matched: 2, fired: 1 });
  expect(sure(await put(world, shown)).body).toEqual([
    { code: 503, times: 1, matched: 0, fired: 0 },
    { profile: 'slow', operationId: 'getInstance', matched: 0, fired: 0 },
  ]);
});

test('chance follows from the seed: the same calls meet the same faults', async () => {
  const flaky = [
    { probability: 0.4, code: 503 },
    { probability: 0.5, delay: { uniform: { min: 0, max: 9 } } },
  ];
  const lives = async (at: Client) => {
    sure(await put(at, flaky));
    const all = await statuses(30, () => at.look('inst_xyz789'));
    const { items } = (await at.admin('GET', '/requests')).body;
    return { all, delays: items.map(({ fault }: { fault?: { delay: number } }) => fault?.delay) };
  };
  const first = await lives(world);
  expect(await lives(worldNamed(`${world.url.split('@')[1]}-again`))).toEqual(first);
  expect(new Set(first.all)).toEqual(new Set([200, 503]));
});
