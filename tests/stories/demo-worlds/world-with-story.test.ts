// A new world that begins with a story, and a story that says when its world begins.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ seed: 42, now: '2026-11-24T10:00:00Z' });
});
afterAll(() => mock.close());

async function call(method: string, path: string, body?: object) {
  const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(mock.url + path, { method, ...sent });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

const items = async (world: string) =>
  (await call('GET', `/@${world}/__admin/instances?limit=1000`)).body.items;
const names = async () =>
  (await call('GET', '/__admin/worlds')).body.items.map(({ name }: { name: string }) => name);

const WINTER = { now: '2026-01-12T09:00:00Z', seed: 'demo' };

test('it has nothing but the story, ends at its beginning, and goes back to it', async () => {
  const story = { story: 'support', count: 9, ...WINTER };
  const { status, body } = await call('PUT', '/__admin/worlds/winter', story);
  expect([status, body.seed, body.clock.now.slice(0, 16)]).toEqual([201, 'demo', '2026-01-12T09:00']);
  const before = await items('winter');
  expect(before.length).toBe(9);
  expect(before.every(({ process }: { process: string }) => process === 'support-desk')).toBe(true);
  expect((await call('PUT', '/__admin/worlds/winter', story)).status).toBe(409);
  await call('DELETE', `/@winter/__admin/instances/${before[8].id}`);
  await call('PUT', '/__admin/worlds/winter?replace=true', story);
  const ids = (all: { id: string }[]) => all.map(({ id }) => id);
  expect(ids(await items('winter'))).toEqual(ids(before));
  await call('POST', '/@winter/__admin/clock/advance', { by: 'P40D' });
  await call('POST', '/@winter/__admin/reset');
  expect(await items('winter')).toEqual(before);
});

test.each([
  [{ story: 'nothing', count: 3 }, 'there are loans, onboarding, support'],
  [{ story: 'loans' }, 'a count from 1'],
  [{ count: 3 }, 'A story has a name'],
  [{ story: 'loans', count: 3, now: 'yesterday' }, 'now: '],
])('%j is refused, and no world is made', async (body, reason) => {
  const answer = await call('PUT', '/__admin/worlds/wrong', body);
  expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining(reason)]);
  expect(await names()).not.toContain('wrong');
});

test('seed makes a world at the moment it is given, and moves none that is there', async () => {
  const order = { story: 'loans', count: 5, ...WINTER };
  const dry = await call('POST', '/@fresh/__admin/seed', { ...order, dryRun: true });
  expect(await names()).not.toContain('fresh');
  expect((await call('POST', '/@fresh/__admin/seed', { ...order, story: 'nothing' })).status).toBe(400);
  expect(await names()).not.toContain('fresh');
  const done = await call('POST', '/@fresh/__admin/seed', order);
  expect([done.status, done.body]).toEqual([200, dry.body]);
  expect(await names()).toContain('fresh');
  expect((await call('GET', '/@fresh/__admin/clock')).body.now.slice(0, 16)).toBe('2026-01-12T09:00');
  const refused = await call('POST', '/@fresh/__admin/seed', { ...order, now: '2026-02-01T09:00:00Z' });
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    expect.stringContaining('its time does not change'),
  ]);
  await call('POST', '/@fresh/__admin/clock/freeze');
  const { now } = (await call('GET', '/@fresh/__admin/clock')).body;
  expect((await call('POST', '/@fresh/__admin/seed', { ...order, now })).body).toMatchObject({ there: 5 });
});
