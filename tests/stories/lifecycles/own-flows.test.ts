// Flows of one's own: without a lifecycle, by their nodes; with one, by what it says.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';
import { flowsCatalogue, ownFixtures } from '../../own-fixtures.ts';

const OWN = `
initial: draft
states:
  draft:
    meta: { stateCd: 0, waitingNode: form }
    entry: { type: mergeData, params: { data: { attempts: none } } }
    on:
      COMPLETE:
        - guard: { type: dataMatches, params: { schema: { type: object, required: [amount], properties: { amount: { type: number, minimum: 100 } } } } }
          target: review
          actions: [{ type: mergeData, params: { data: { large: true } } }, { type: removeData, params: { names: [secret] } }]
        - guard: { type: dataMatches, params: { schema: { type: object, required: [amount] } } }
          target: done
      NOTE: { description: Takes the event's data and stays. }
      AGAIN: { target: draft, reenter: true }
    after: { PT1H: lapsed }
  review:
    meta: { stateCd: 0 }
    after:
      PT10M: { guard: { type: dataMatches, params: { schema: { type: object, required: [hurry] } } }, target: done }
      PT1H: done
  done: { type: final, meta: { stateCd: 1 } }
  lapsed: { type: final, meta: { stateCd: 2 } }
`;

const TURNING = `
initial: tick
states:
  tick: { meta: { stateCd: 0 }, after: { PT1S: tock }, on: { STOP: done } }
  tock: { meta: { stateCd: 0 }, after: { PT1S: tick }, on: { STOP: done } }
  done: { type: final, meta: { stateCd: 1 } }
`;

let server: Listening;
beforeAll(async () => {
  const flows = [
    { id: 'three', nodes: ['begin:startEvent', 'first', 'ask:inputNode', 'mail:serviceTask', 'last'] },
    { id: 'mine', lifecycle: 'mine' },
    { id: 'turning', lifecycle: 'turning' },
  ];
  const fixtures = ownFixtures({
    'apptor/lifecycles/mine.yaml': OWN,
    'apptor/lifecycles/turning.yaml': TURNING,
    'apptor/catalogue.yaml': flowsCatalogue(flows),
    'apptor/instances.yaml': '[]\n',
  });
  server = await listening({ fixtures });
});
afterAll(() => server.close());

/** A client of a world of its own, where the clock stands still. */
async function frozen(world: string): Promise<Client> {
  const client = new Client(server.url).world(world);
  await client.freeze();
  return client;
}

test('several tasks are answered in turn, then the run goes on and is completed', async () => {
  const client = await frozen('tasks');
  const id = await client.run('three', { data: { order: 1 } });
  expect((await client.task(id, 'ask')).status).toBe(409);
  await client.task(id, 'first', 'COMPLETE', { a: 1 });
  expect((await client.task(id, 'first')).status).toBe(409);
  expect((await client.task(id, 'mail')).status).toBe(409);
  await client.task(id, 'ask', 'COMPLETE', { b: 2 });
  await client.task(id, 'last', 'COMPLETE', { c: 3 });
  expect((await client.look(id)).body).toMatchObject({ stateCd: 0, data: { order: 1, a: 1, b: 2, c: 3 } });
  expect((await client.task(id, 'last')).status).toBe(409);
  await client.advance('PT1S');
  expect((await client.look(id)).body).toMatchObject({ stateCd: 1, endTime: '2026-06-01T12:00:01.000Z' });
});

test('CANCEL at one of several tasks ends the run there', async () => {
  const client = await frozen('cancel');
  const id = await client.run('three');
  await client.task(id, 'first');
  await client.task(id, 'ask', 'CANCEL');
  expect((await client.look(id)).body.stateCd).toBe(3);
});

test('by hand, a run without a lifecycle can be made to fail', async () => {
  const client = await frozen('by-hand');
  const id = await client.run('three');
  expect((await client.event(id, 'FAIL')).status).toBe(200);
  expect((await client.look(id)).body.stateCd).toBe(2);
});

test('guards choose the way by the data, actions merge and remove', async () => {
  const client = await frozen('guards');
  const large = await client.run('mine', { data: { secret: 'x' } });
  expect((await client.look(large)).body.data).toEqual({ secret: 'x', attempts: 'none' });
  await client.task(large, 'form', 'COMPLETE', { amount: 100 });
  expect((await client.look(large)).body).toMatchObject({
    stateCd: 0,
    data: { attempts: 'none', amount: 100, large: true },
  });
  expect((await client.look(large)).body.data).not.toHaveProperty('secret');
  const small = await client.run('mine', { data: { amount: 5 } });
  await client.task(small, 'form');
  expect((await client.look(small)).body.stateCd).toBe(1);
});

test('an answer that no guard lets through is refused and changes nothing', async () => {
  const client = await frozen('refused');
  const id = await client.run('mine');
  const answer = await client.task(id, 'form', 'COMPLETE', { other: 1 });
  expect([answer.status, answer.body.message]).toEqual([409, expect.stringContaining('takes no COMPLETE')]);
  expect(await client.instance(id)).toMatchObject({ state: 'draft', version: 1, data: { attempts: 'none' } });
  expect((await client.task(id, 'form', 'CANCEL')).status).toBe(409);
});

test('a guarded delay that falls due in vain is over, and the next one still comes', async () => {
  const client = await frozen('in-vain');
  const slow = await client.run('mine', { data: { amount: 100 } });
  const fast = await client.run('mine', { data: { amount: 100, hurry: true } });
  for (const id of [slow, fast]) await client.task(id, 'form');
  await client.advance('P1D');
  expect(await client.instance(slow)).toMatchObject({ state: 'done', endedAt: '2026-06-01T13:00:00.000Z' });
  expect(await client.instance(fast)).toMatchObject({ state: 'done', endedAt: '2026-06-01T12:10:00.000Z' });
});

test('an event without target keeps state and delays, one that enters anew begins the delays again', async () => {
  const client = await frozen('anew');
  const [noted, again] = [await client.run('mine'), await client.run('mine')];
  await client.advance('PT30M');
  expect((await client.event(noted, 'NOTE', { text: 'called' })).body).toMatchObject({
    state: 'draft',
    data: { text: 'called' },
  });
  expect((await client.event(again, 'AGAIN')).body.state).toBe('draft');
  await client.advance('P1D');
  expect(await client.instance(noted)).toMatchObject({
    state: 'lapsed',
    endedAt: '2026-06-01T13:00:00.000Z',
  });
  expect(await client.instance(again)).toMatchObject({
    state: 'lapsed',
    endedAt: '2026-06-01T13:30:00.000Z',
  });
});

test('a lifecycle that turns without end is followed as far as there is time, and refused clearly beyond', async () => {
  const client = await frozen('turning');
  const id = await client.run('turning');
  await client.advance('PT1000S');
  expect((await client.instance(id)).timeline).toHaveLength(1001);
  await client.advance('P10D');
  const look = await client.look(id);
  expect([look.status, look.body.message]).toEqual([503, expect.stringContaining('more than 20000 times')]);
  expect((await client.admin('GET', `/instances/${id}`)).status).toBe(503);
});
