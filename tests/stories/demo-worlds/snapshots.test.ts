import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';
import { scratchFolder } from '../../own-fixtures.ts';

interface Answer {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the control plane answers is looked at member by member
  body: any;
}

async function call(mock: Mock, method: string, path: string, body?: unknown): Promise<Answer> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${mock.url}/__admin${path}`, { method, ...sent });
  const text = await answer.text();
  return { status: answer.status, text, body: text === '' ? undefined : JSON.parse(text) };
}

const NOW = '2026-11-24T10:00:00Z';
const world = () => createMock({ seed: 42, now: NOW, story: 'loans:12' });
const items = async (mock: Mock) => (await call(mock, 'GET', '/instances?limit=1000')).body.items;

test('a snapshot is the same bytes when it is saved again, and after it was loaded', async () => {
  await using mock = await world();
  await call(mock, 'POST', '/clock/freeze');
  expect((await call(mock, 'PUT', '/snapshots/one')).status).toBe(201);
  const first = (await call(mock, 'GET', '/snapshots/one')).text;
  await call(mock, 'PUT', '/snapshots/again');
  expect((await call(mock, 'GET', '/snapshots/again')).text).toBe(first);
  const [some] = await items(mock);
  await call(mock, 'POST', `/instances/${some.id}/events`, { type: 'WITHDRAW' });
  await call(mock, 'POST', '/clock/advance', { by: 'P3D' });
  expect((await call(mock, 'POST', '/snapshots/one/load', { time: 'keep' })).status).toBe(200);
  await call(mock, 'PUT', '/snapshots/after');
  expect((await call(mock, 'GET', '/snapshots/after')).text).toBe(first);
});

test('another machine shows the same from the file, and a reset brings the snapshot back', async () => {
  await using mock = await world();
  await call(mock, 'POST', '/clock/freeze');
  await call(mock, 'PUT', '/snapshots/demo');
  const file = (await call(mock, 'GET', '/snapshots/demo')).body;
  const before = await items(mock);
  await using other = await createMock({ seed: 7 });
  expect((await call(other, 'PUT', '/snapshots/from-a-colleague', file)).status).toBe(201);
  await call(other, 'POST', '/snapshots/from-a-colleague/load');
  expect(await items(other)).toEqual(before);
  for (const { id } of before) await call(other, 'POST', `/instances/${id}/events`, { type: 'WITHDRAW' });
  expect(await items(other)).not.toEqual(before);
  await call(other, 'DELETE', '/snapshots/from-a-colleague');
  expect((await call(other, 'POST', '/reset')).status).toBe(204);
  expect(await items(other)).toEqual(before);
});

test('a month later nothing looks old: moved by whole weeks, at the same times of the day', async () => {
  await using mock = await world();
  await call(mock, 'PUT', '/snapshots/demo');
  const file = (await call(mock, 'GET', '/snapshots/demo')).body;
  await using later = await createMock({ seed: 7, now: '2026-12-26T08:00:00Z' });
  await call(later, 'PUT', '/snapshots/demo', file);
  const { body } = await call(later, 'POST', '/snapshots/demo/load', { time: 'shift' });
  const now = Date.parse(body.clock.now);
  const zone = (at: string): string =>
    new Date(at).toLocaleString('en-GB', {
      timeZone: file.timezone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
  const moved: Record<
    string,
    { startedAt: string; data: Record<string, string>; timeline: { at: string }[] }
  > = Object.fromEntries((await items(later)).map((one: { id: string }) => [one.id, one]));
  for (const [id, before] of Object.entries<{ startedAt: string; data: Record<string, string> }>(
    file.instances,
  )) {
    expect(zone(moved[id]?.startedAt ?? '')).toBe(zone(before.startedAt));
    expect(Date.parse(moved[id]?.startedAt ?? '') - Date.parse(before.startedAt)).toBe(28 * 86_400_000);
    expect(moved[id]?.data.birthDate).toBe(before.data.birthDate);
    if (before.data.offerValidUntil)
      expect(Date.parse(moved[id]?.data.offerValidUntil ?? '')).toBeGreaterThan(
        Date.parse(before.data.offerValidUntil),
      );
    expect(moved[id]?.timeline.every(({ at }) => Date.parse(at) <= now)).toBe(true);
  }
  // Birth dates stay, and are counted.
  expect(body.datesLeft).toBeGreaterThanOrEqual(12);
});

test('two snapshots, or one and the live world, differ by instance and pointer', async () => {
  await using mock = await world();
  await call(mock, 'POST', '/clock/freeze');
  await call(mock, 'PUT', '/snapshots/before');
  expect((await call(mock, 'GET', '/snapshots/before/diff')).body).toEqual({ items: [] });
  const waiting = (await items(mock)).find(({ state }: { state: string }) => state === 'underwriting');
  await call(mock, 'POST', `/instances/${waiting.id}/events`, { type: 'DECLINE' });
  const { body } = await call(mock, 'GET', '/snapshots/before/diff');
  expect(body.items).toContainEqual({
    id: waiting.id,
    pointer: '/state',
    before: 'underwriting',
    after: 'declined',
  });
  expect(body.items.every(({ id }: { id: string }) => id === waiting.id)).toBe(true);
});

test('nothing of the journal, and no credential, is in a snapshot', async () => {
  await using mock = await world();
  const headers = { authorization: 'Bearer secret-canary-1', 'x-api-key': 'apk_demo_secret-canary-2' };
  await fetch(`${mock.url}/process/status/nothing`, { headers });
  await call(mock, 'PUT', '/snapshots/demo');
  expect((await call(mock, 'GET', '/snapshots/demo')).text).not.toContain('canary');
});

test.each([
  ['another format', (file: Answer['body']) => ({ ...file, format: 2 }), 'its format is 2'],
  ['a member too many', (file: Answer['body']) => ({ ...file, more: 1 }), '"more" is not known here'],
  ['no zone', (file: Answer['body']) => ({ ...file, timezone: 'Nowhere' }), '"Nowhere" is no time zone'],
  [
    'an earlier present',
    (file: Answer['body']) => ({ ...file, time: { ...file.time, now: '2026-01-01T00:00:00Z' } }),
    "the snapshot's present",
  ],
])('a snapshot with %s is refused, and changes nothing', async (_, change, reason) => {
  await using mock = await world();
  await call(mock, 'PUT', '/snapshots/demo');
  const file = (await call(mock, 'GET', '/snapshots/demo')).body;
  const { status, body } = await call(mock, 'PUT', '/snapshots/other', change(file));
  expect(status).toBe(400);
  expect(body.detail).toContain(reason);
  expect((await call(mock, 'GET', '/snapshots/other')).status).toBe(404);
});

test('one in a state that there is no more is refused by name; with quarantine the others are loaded', async () => {
  await using mock = await world();
  await call(mock, 'PUT', '/snapshots/demo');
  const text = (await call(mock, 'GET', '/snapshots/demo')).text;
  const file = JSON.parse(text);
  const [id = ''] = Object.keys(file.instances);
  const { timeline } = file.instances[id];
  file.instances[id] = {
    ...file.instances[id],
    state: 'gone',
    timeline: [...timeline.slice(0, -1), { ...timeline.at(-1), to: 'gone' }],
  };
  await call(mock, 'PUT', '/snapshots/old', file);
  const before = await items(mock);
  const refused = await call(mock, 'POST', '/snapshots/old/load');
  expect([refused.status, refused.body.detail.includes(id)]).toEqual([409, true]);
  expect(await items(mock)).toEqual(before);
  const { body } = await call(mock, 'POST', '/snapshots/old/load', { quarantine: true });
  expect(Object.keys(body.quarantined)).toEqual([id]);
  expect((await items(mock)).length).toBe(11);
});

test('of what no world is made from any more no copy is kept', async () => {
  const folder = scratchFolder();
  await using mock = await createMock({ seed: 42, now: NOW, story: 'loans:3', data: folder });
  const copies = (): number => readdirSync(join(folder, 'made-from')).length;
  await call(mock, 'PUT', '/snapshots/demo');
  for (const time of ['keep', 'shift', 'shift']) {
    await call(mock, 'POST', '/snapshots/demo/load', { time, exact: true });
    expect(copies()).toBe(1);
  }
  await call(mock, 'PUT', '/worlds/one', { from: { snapshot: 'demo' } });
  await call(mock, 'PUT', '/worlds/two', { from: { snapshot: 'demo' } });
  expect(copies()).toBe(2);
  await call(mock, 'DELETE', '/worlds/one');
  expect(copies()).toBe(2);
  await call(mock, 'DELETE', '/worlds/two');
  expect(copies()).toBe(1);
  expect((await call(mock, 'POST', '/reset')).status).toBe(204);
});

test('the copy that a world was made from goes, once no world is, however that came', async () => {
  const data = scratchFolder();
  await using mock = await createMock({ seed: 42, data, story: 'loans:3' });
  const copies = () => readdirSync(join(data, 'made-from')).length;
  await call(mock, 'PUT', '/snapshots/one');
  await call(mock, 'POST', '/clock/advance', { by: 'P1D' });
  await call(mock, 'PUT', '/snapshots/two');
  await call(mock, 'PUT', '/worlds/a', { from: { snapshot: 'one' } });
  expect((await call(mock, 'PUT', '/worlds/a?replace=true', { story: 'loans', count: 2 })).status).toBe(200);
  await call(mock, 'PUT', '/worlds/b', { from: { snapshot: 'two' } });
  expect(copies()).toBe(1);
  await call(mock, 'DELETE', '/worlds/b');
  expect(copies()).toBe(0);
});
