// A world that begins as a copy: of a snapshot, or of another world at this moment.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ seed: 42, now: '2026-11-24T10:00:00Z', story: 'support:6' });
  await mock.snapshots.save('kept');
});
afterAll(() => mock.close());

async function put(name: string, body: unknown, query = ''): Promise<{ status: number; detail?: string }> {
  const answer = await fetch(`${mock.url}/__admin/worlds/${name}${query}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...(JSON.parse(await answer.text()) as object) };
}

const items = (world: string) => mock.world(world).instances.list();

test.each([
  ['a snapshot', 'one', { snapshot: 'kept' }],
  ['another world', 'two', { world: 'default' }],
])('it is a copy of %s, goes on by itself, and a reset brings the copy back', async (_, name, from) => {
  expect((await put(name, { from })).status).toBe(201);
  const before = await items(name);
  expect(before).toEqual(await mock.instances.list());
  const waiting = before.find(({ state }) => state === 'solved' || state === 'triage') ?? before[0];
  await mock.world(name).clock.advance('P60D');
  expect(await items(name)).not.toEqual(before);
  expect((await mock.instances.get(String(waiting?.id))).state).toBe(waiting?.state);
  await mock.world(name).reset();
  expect(await items(name)).toEqual(before);
  const { items: worlds } = (await (await fetch(`${mock.url}/__admin/worlds`)).json()) as {
    items: { name: string; kept: boolean }[];
  };
  expect(worlds.find((one) => one.name === name)?.kept).toBe(true);
});

test('a copy of another world has what was changed there since', async () => {
  const [first] = await mock.world('three').instances.list({ api: 'apptor' });
  await mock.world('three').make({ from: { snapshot: 'kept' } });
  await mock.world('three').clock.advance('P60D');
  await mock.world('four').make({ from: { world: 'three' } });
  expect(await items('four')).toEqual(await items('three'));
  expect(first?.api).toBe('apptor');
});

test.each([
  ['no such snapshot', { from: { snapshot: 'nowhere' } }, 404, 'no snapshot nowhere'],
  ['no such world', { from: { world: 'nowhere' } }, 404, 'no world nowhere'],
  ['neither', { from: {} }, 400, 'from is {"snapshot": NAME}'],
  ['both', { from: { snapshot: 'kept', world: 'default' } }, 400, 'from is {"snapshot": NAME}'],
  ['a time beside it', { from: { snapshot: 'kept' }, now: '-P1D' }, 400, 'has now of its own'],
])('%s is refused, and makes no world', async (_, body, status, detail) => {
  expect(await put('refused', body)).toMatchObject({ status, detail: expect.stringContaining(detail) });
  expect((await fetch(`${mock.url}/__admin/worlds/refused`, { method: 'DELETE' })).status).toBe(404);
});

test('one that is there goes only where that is said', async () => {
  await put('there', { now: '-P2D' });
  expect((await put('there', { from: { snapshot: 'kept' } })).status).toBe(409);
  expect((await put('there', { from: { snapshot: 'kept' } }, '?replace=true')).status).toBe(200);
  expect((await items('there')).length).toBe(6);
});
