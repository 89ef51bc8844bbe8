// What somebody gives is bounded: nobody else waits for it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSchemas } from '../../contracts/schema/judging/user-schemas.ts';
import { twinsIn } from '../../contracts/schema/unique-items.ts';
import { full } from '../full.ts';
import { type Served, served } from '../served.ts';

// A process of its own: what takes for ever there leaves us the time to say so.
let mock: Served;
beforeAll(async () => {
  mock = await served(['--ephemeral', '--journal', '2000']);
});
afterAll(() => mock.end('SIGKILL'));

const START = { authorization: 'Bearer x', 'flowx-platform': 'web', 'content-type': 'application/json' };
const PATH =
  '/api/runtime/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/7d5560be-3846-49fa-9c17-4059c54c7c5f/process-name/customer_onboarding/start';

const start = (data: unknown) =>
  fetch(mock.url + PATH, { method: 'POST', headers: START, body: JSON.stringify(data) });

const text = (pattern: string) => ({ properties: { name: { type: 'string', pattern } }, required: ['name'] });

async function put(faults: unknown): Promise<{ status: number; detail: string }> {
  const answer = await fetch(`${mock.url}/__admin/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  return { status: answer.status, detail: '', ...((await answer.json()) as object) };
}

test('a pattern of a fault takes no longer than the text is long', async () => {
  expect((await put([{ match: text('^(a+)+$'), code: 503 }])).status).toBe(200);
  const statuses: number[] = [];
  for (const name of [`${'a'.repeat(50_000)}!`, 'aaa']) statuses.push((await start({ name })).status);
  expect(statuses).toEqual([200, 503]);
});

test.each([
  ['\\d{3}-\\w+', 'x 123-ab', 'x 12-ab'],
  ['^\\p{Lu}\\p{Ll}+$', 'Ștefan', 'ștefan'],
  ['(?<year>\\d{4})', '2026', '202'],
  ['[\\u0041-\\u0043]$', 'xB', 'xD'],
])('%s means in faults what it means in JavaScript', async (pattern, fits, other) => {
  expect([new RegExp(pattern, 'u').test(fits), new RegExp(pattern, 'u').test(other)]).toEqual([true, false]);
  expect((await put([{ match: text(pattern), code: 503 }])).status).toBe(200);
  expect([(await start({ name: fits })).status, (await start({ name: other })).status]).toEqual([503, 200]);
});

test('what only backtracking can do, and a schema that takes seconds to compile, are refused with the place', async () => {
  expect(await put([{ match: text('a(?=b)'), code: 503 }])).toMatchObject({
    status: 400,
    detail: expect.stringContaining('/0/match'),
  });
  const anyOf = Array.from({ length: 20_000 }, (_, index) => ({ const: index }));
  expect((await put([{ match: { anyOf }, code: 503 }])).status).toBe(400);
  await put([]);
});

test('bodyContains is bounded, and lists are compared without holding each against each', async () => {
  const list = Array.from({ length: 100_000 }, (_, index) => index);
  await start({ list });
  const find = (bodyContains: unknown) =>
    fetch(`${mock.url}/__admin/requests/count`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ bodyContains }),
    });
  expect(await (await find({ list: [...list].reverse() })).json()).toEqual({ count: 1 });
  expect((await find('x'.repeat(10_001))).status).toBe(400);
  expect((await find(Array.from({ length: 501 }, () => ({})))).status).toBe(400);
});

test('lists whose items are to be different are looked through once', () => {
  let looks = 0;
  const items = Array.from({ length: 2_000 }, (_, index) => ({
    get index() {
      looks += 1;
      return index;
    },
    more: [index],
  }));
  const judge = new DataSchemas(false).of({ type: 'array', uniqueItems: true });
  expect(judge(items)).toEqual([]);
  expect(judge([...items, { more: [7], index: 7 }])[0]?.message).toContain('items ## 7 and 2000');
  expect(looks).toBeLessThanOrEqual(4 * items.length);
  expect(twinsIn([0, '0', null, [], {}, false])).toBeUndefined();
});

test('hundreds who wait over a full journal hold nobody up', async () => {
  for (let sent = 0; sent < (full ? 2000 : 500); sent += 50)
    await Promise.all(Array.from({ length: 50 }, () => fetch(`${mock.url}/process/instance/inst_xyz789`)));
  const body = JSON.stringify({ bodyContains: { name: 'awaited' } });
  const waiting = Array.from({ length: full ? 500 : 100 }, () =>
    fetch(`${mock.url}/__admin/requests/find`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=60' },
      body,
    }),
  );
  await fetch(`${mock.url}/__admin/health`);
  await start({ name: 'awaited' });
  for (const answer of await Promise.all(waiting))
    expect(((await answer.json()) as { items: [] }).items.length).toBe(1);
});
