// Waiting for a request instead of asking again and again whether it came.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';

let server: Listening;
let client: Client;
beforeAll(async () => {
  server = await listening();
  client = new Client(server.url);
});
afterAll(() => server.close());
beforeEach(async () => {
  await client.reset();
  await client.world('alice').reset();
});

const STARTS = { operationId: 'executeWorkflow', status: 200 };

const ask = (what: 'find' | 'count', seconds: number, to = client, signal?: AbortSignal) =>
  to.admin('POST', `/requests/${what}`, {
    body: STARTS,
    headers: { Prefer: `wait=${seconds}` },
    ...(signal && { signal }),
  });

/** Until somebody, or nobody, is called back by the journal of a world. */
async function listeners(wanted: number, world = 'default'): Promise<void> {
  const { journal } = await server.simulation.worlds.get(world);
  for (let turns = 0; journal.listening !== wanted; turns += 1) {
    if (turns > 100_000) throw new Error(`${journal.listening} listen, not ${wanted}`);
    await nextTurn();
  }
}

test('who waits is answered by the request, not by others, and listens no longer', async () => {
  const found = ask('find', 60);
  const counted = ask('count', 60);
  await listeners(2);
  await client.look('none');
  await client.exec('nothing');
  await listeners(2);
  await client.exec('quick-flow');
  const { body, headers } = await found;
  expect(body.items).toMatchObject([{ operationId: 'executeWorkflow', status: 200 }]);
  expect(headers.get('preference-applied')).toBe('wait=60');
  expect((await counted).body).toEqual({ count: 1 });
  await listeners(0);
});

test('one that is there already is answered at once', async () => {
  await client.exec('quick-flow');
  expect((await ask('find', 60)).body.items).toHaveLength(1);
});

test('when the time is over there is nothing', async () => {
  const [found, counted] = await Promise.all([ask('find', 0.01), ask('count', 0.01)]);
  expect([found.status, found.body]).toEqual([200, { items: [] }]);
  expect([counted.status, counted.body]).toEqual([200, { count: 0 }]);
  expect(found.headers.get('preference-applied')).toBe('wait=0.01');
  await listeners(0);
});

test("another world's requests wake nobody", async () => {
  const waiting = ask('count', 60, client.world('alice'));
  await listeners(1, 'alice');
  await client.exec('quick-flow');
  await listeners(1, 'alice');
  await client.world('alice').exec('quick-flow');
  expect((await waiting).body).toEqual({ count: 1 });
});

test.each([
  ['reset', (world: Client) => world.reset()],
  ['deleted', () => client.admin('DELETE', '/worlds/alice')],
])('a world that is %s ends the waiting', async (_, end) => {
  const alice = client.world('alice');
  const waiting = ask('find', 60, alice);
  await listeners(1, 'alice');
  await end(alice);
  expect((await waiting).body).toEqual({ items: [] });
});

test('a client that goes away ends its waiting', async () => {
  const gone = new AbortController();
  const waiting = ask('find', 60, client, gone.signal).catch((error: Error) => error.name);
  await listeners(1);
  const world = await server.simulation.worlds.get('default');
  expect(world.waiting).toBe(1);
  gone.abort();
  expect(await waiting).toBe('AbortError');
  await listeners(0);
  expect(world.waiting).toBe(0);
});

test('changes of instances and deletion of the journal do not end it', async () => {
  const waiting = ask('count', 60);
  await listeners(1);
  await client.advance('PT1H');
  await client.admin('DELETE', '/requests');
  await listeners(1);
  await client.exec('quick-flow');
  expect((await waiting).body).toEqual({ count: 1 });
});
