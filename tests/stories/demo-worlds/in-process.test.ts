import { expect, test } from '@jest/globals';
import { createMock } from '../../../mock-server/in-process/create-mock.ts';

test('a test seeds a world of its own, saves it, and brings it back', async () => {
  await using mock = await createMock({ seed: 42 });
  const alice = mock.world('alice');
  expect(await alice.seed({ story: 'loans', count: 5 })).toMatchObject({ added: 5, there: 0 });
  await alice.clock.freeze();
  expect(await alice.snapshots.save('before')).toMatchObject({ name: 'before', instances: 7 });
  await alice.clock.advance('P40D');
  await alice.instances.list();
  expect((await alice.snapshots.diff('before')).length).toBeGreaterThan(0);
  await alice.snapshots.load('before');
  expect(await alice.snapshots.diff('before')).toEqual([]);
  expect((await alice.snapshots.list()).map(({ name }) => name)).toEqual(['before']);
  await alice.snapshots.delete('before');
  expect(await alice.snapshots.list()).toEqual([]);
});

test('more cases are asked for than there are: those are left as they stand, and only the others come', async () => {
  await using mock = await createMock({ seed: 42 });
  const alice = mock.world('alice');
  await alice.seed({ story: 'loans', count: 40 });
  await alice.clock.freeze();
  const before = await alice.instances.list();
  expect(await alice.seed({ story: 'loans', count: 400 })).toMatchObject({ added: 360, there: 40 });
  const after = await alice.instances.list();
  expect(after.length).toBe(before.length + 360);
  expect(after).toEqual(expect.arrayContaining(before));
});

test('cases that are brought in parts are those that are brought at once', async () => {
  await using mock = await createMock({ seed: 42, now: '2026-11-24T10:00:00Z' });
  const [whole, parts] = [mock.world('whole'), mock.world('parts')];
  // At the very same moment: where a case began depends on the present.
  for (const world of [whole, parts]) {
    await world.clock.freeze();
    await world.clock.set('2026-11-24T11:00:00Z');
  }
  await whole.seed({ story: 'support', count: 30 });
  expect(await parts.seed({ story: 'support', count: 12 })).toMatchObject({ added: 12, there: 0 });
  expect(await parts.seed({ story: 'support', count: 30, from: 12 })).toMatchObject({ added: 18, there: 0 });
  expect(await parts.seed({ story: 'support', count: 30, from: 10 })).toMatchObject({ added: 0, there: 20 });
  const byId = async (world: typeof whole) =>
    (await world.instances.list()).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(await byId(parts)).toEqual(await byId(whole));
});

async function post(url: string, body: unknown): Promise<{ status: number; detail: string }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/__admin/instances`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: answer.status, detail: ((await answer.json()) as { detail?: string }).detail ?? '' };
}

test('what one stand-in lists another takes: all of it, or nothing', async () => {
  await using mock = await createMock({ seed: 42, story: 'support:6' });
  await using other = await createMock({ seed: 7 });
  const items = await mock.world('default').instances.list();
  const count = async () => (await other.world('default').instances.list()).length;
  const before = await count();
  const [first, ...rest] = items;
  const spoilt = { items: [...rest, { ...first, state: 'nowhere' }] };
  expect(await post(other.url, spoilt)).toMatchObject({
    status: 400,
    detail: expect.stringContaining('nowhere'),
  });
  expect((await post(other.url, { items: [first, first] })).detail).toContain('there twice');
  expect((await post(other.url, { items: [{ ...first, more: 1 }] })).detail).toContain('/items/0/more');
  expect(await count()).toBe(before);
  expect((await post(other.url, { items })).status).toBe(201);
  expect(await count()).toBe(before + 6);
  expect(await post(other.url, { items })).toMatchObject({
    status: 409,
    detail: expect.stringContaining(String(first?.id)),
  });
});
