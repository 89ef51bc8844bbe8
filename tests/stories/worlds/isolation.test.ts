// Everything that can change is inside a world.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client, sure } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';

let server: Listening;
let client: Client;
let alice: Client;
let bob: Client;
beforeAll(async () => {
  server = await listening({ learning: true });
  client = new Client(server.url);
  alice = client.world('alice');
  bob = client.world('bob');
});
afterAll(() => server.close());
beforeEach(async () => {
  await Promise.all([alice.reset(), bob.reset()]);
  await Promise.all([alice.freeze(), bob.freeze()]);
});

const instances = async (world: Client) => (await world.admin('GET', '/instances')).text;
const learned = async (world: Client) => JSON.stringify((await world.admin('GET', '/catalogue')).body);

/** Uses everything that a world has. */
async function live(world: Client): Promise<void> {
  await world.advance('P3D');
  await world.run('your-flow-uuid');
  await world.task('inst_xyz789', 'approval-step', 'COMPLETE', { seen: true });
  await world.run('a-flow-nobody-knows');
  for (let call = 0; call < 6; call += 1) await world.exec('quick-flow', {}, 'apk_limited_secret');
}

test('what happens in one is not seen in another', async () => {
  const before = [await instances(bob), await learned(bob)];
  await live(alice);
  expect([await instances(bob), await learned(bob)]).toEqual(before);
  expect(await instances(alice)).not.toBe(before[0]);
  expect(await learned(alice)).toContain('a-flow-nobody-knows');
  expect((await bob.admin('GET', '/clock')).body.now).toBe('2026-06-01T12:00:00.000Z');
  expect((await bob.look('inst_xyz789')).body.stateCd).toBe(0);
  expect((await bob.exec('quick-flow', {}, 'apk_limited_secret')).status).toBe(200);
  expect((await alice.exec('quick-flow', {}, 'apk_limited_secret')).status).toBe(429);
  expect((await bob.admin('GET', '/requests')).body.items).toHaveLength(2);
});

test('ids and journal count for themselves: the same calls give the same bytes', async () => {
  const first = sure(await alice.exec('your-flow-uuid'));
  await alice.run('your-flow-uuid');
  const second = sure(await bob.exec('your-flow-uuid'));
  expect(second.text).toBe(first.text);
  expect(second.headers.get('x-mock-request')).toBe(first.headers.get('x-mock-request'));
});

test('a reset takes one world back to the fixtures, and leaves the others', async () => {
  const fresh = [await instances(bob), await learned(bob)];
  await live(alice);
  await live(bob);
  const [kept, keptNames] = [await instances(bob), await learned(bob)];
  await alice.reset();
  expect((await alice.admin('GET', '/clock')).body).toEqual({
    now: '2026-06-01T12:00:00.000Z',
    mode: 'running',
  });
  expect((await alice.admin('GET', '/requests')).body.items).toEqual([]);
  expect([await instances(alice), await learned(alice)]).toEqual(fresh);
  expect((await alice.exec('quick-flow', {}, 'apk_limited_secret')).status).toBe(200);
  expect([await instances(bob), await learned(bob)]).toEqual([kept, keptNames]);
});

test('what was under way when a world was reset does not reach into the next one', async () => {
  for (let round = 0; round < 20; round += 1) {
    const flood = Array.from({ length: 12 }, (_, index) =>
      index === 6 ? alice.admin('POST', '/reset') : alice.exec('your-flow-uuid'),
    );
    const answers = await Promise.all(flood);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([204]);
    const ids = new Set((JSON.parse(await instances(alice)).items as { id: string }[]).map(({ id }) => id));
    // No id is given twice: those started after the reset are there, and new ones join them.
    const more = await Promise.all(Array.from({ length: 12 }, () => alice.run('your-flow-uuid')));
    expect(more.filter((id) => ids.has(id))).toEqual([]);
    await alice.reset();
  }
});
