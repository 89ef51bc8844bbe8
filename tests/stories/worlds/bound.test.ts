// --max-worlds: the least recently used world goes, never the default one, never one that was made by name.
import { afterEach, expect, test } from '@jest/globals';
import { connect } from '../../../mock-server/in-process/create-mock.ts';
import { Client, sure } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';

let server: Listening | undefined;
afterEach(() => server?.close());

async function withAtMost(maxWorlds: number): Promise<Client> {
  server = await listening({ maxWorlds });
  return new Client(server.url);
}

const names = async (client: Client): Promise<string[]> =>
  sure(await client.admin('GET', '/worlds')).body.items.map(({ name }: { name: string }) => name);

test('the least recently used one makes room, looking at the list is no use', async () => {
  const client = await withAtMost(4);
  const ids: Record<string, string> = {};
  for (const name of ['a', 'b', 'c']) ids[name] = await client.world(name).run('your-flow-uuid');
  await client.world('a').look(ids.a ?? '');
  expect(await names(client)).toEqual(['a', 'b', 'c', 'default']);
  await client.world('d').run('your-flow-uuid');
  expect(await names(client)).toEqual(['a', 'c', 'd', 'default']);
  expect((await client.world('a').look(ids.a ?? '')).status).toBe(200);
  // It is made anew, from the fixtures.
  expect((await client.world('b').look(ids.b ?? '')).status).toBe(404);
  expect((await client.world('b').look('inst_xyz789')).status).toBe(200);
});

test('those made by name stay, also after a reset; when only such are left, the next is refused', async () => {
  const client = await withAtMost(3);
  for (const name of ['kept', 'other']) sure(await client.admin('PUT', `/worlds/${name}`), 201);
  await client.world('kept').reset();
  const refused = await client.world('new').exec('quick-flow');
  expect([refused.status, refused.body.message]).toEqual([
    503,
    expect.stringMatching(
      /there are 3 worlds already, none of which may go; delete some, or allow more with --max-worlds/,
    ),
  ]);
  const moved = await client.world('new').admin('POST', '/clock/freeze');
  expect([moved.status, moved.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
  // To look makes none: it is answered as it would begin.
  expect((await client.world('new').admin('GET', '/clock')).body.mode).toBe('running');
  expect((await client.admin('GET', '/health')).body).toMatchObject({
    status: 'degraded',
    reason: expect.stringContaining('3 worlds already'),
  });
  expect((await client.admin('PUT', '/worlds/new')).status).toBe(503);
  expect(await names(client)).toEqual(['default', 'kept', 'other']);
  sure(await client.admin('DELETE', '/worlds/other'), 204);
  expect((await client.admin('GET', '/health')).body.status).toBe('ok');
  expect((await client.world('new').exec('quick-flow')).status).toBe(200);
});

test('many at once do not go beyond the bound, nor stand in each other’s way', async () => {
  const client = await withAtMost(8);
  const all = await Promise.all(
    Array.from({ length: 60 }, (_, index) => client.world(`w${index}`).exec('your-flow-uuid')),
  );
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await names(client)).length).toBeLessThanOrEqual(8);
  expect(await names(client)).toContain('default');
});

test('to delete a world that was never used makes none, so none has to go', async () => {
  const client = await withAtMost(3);
  for (const name of ['a', 'b']) await client.world(name).run('your-flow-uuid');
  expect(await names(client)).toEqual(['a', 'b', 'default']);
  const server = connect(client.url);
  await server.world('never-used').delete();
  expect(await names(client)).toEqual(['a', 'b', 'default']);
  await server.world('a').delete();
  await server.world('a').delete();
  expect(await names(client)).toEqual(['b', 'default']);
});
