// Waiting for an instance instead of polling it.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { NOON } from '../../in-process.ts';
import { type Listening, listening } from '../../listening.ts';
import { flowsCatalogue, ownFixtures } from '../../own-fixtures.ts';

let server: Listening;
let client: Client;
beforeAll(async () => {
  const turning = `
initial: tick
states:
  tick: { meta: { stateCd: 0 }, after: { PT1S: tock }, on: { STOP: done } }
  tock: { meta: { stateCd: 0 }, after: { PT1S: tick }, on: { STOP: done } }
  done: { type: final, meta: { stateCd: 1 } }
`;
  const flows = [
    { id: 'approval', lifecycle: 'approval' },
    { id: 'quick-flow', lifecycle: 'quick' },
    { id: 'catch-flow', lifecycle: 'catch' },
    { id: 'turning', lifecycle: 'turning' },
  ];
  const fixtures = ownFixtures({
    'apptor/lifecycles/turning.yaml': turning,
    'apptor/catalogue.yaml': flowsCatalogue(flows),
    'apptor/instances.yaml': '[]\n',
  });
  server = await listening({ fixtures });
  client = new Client(server.url);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.time.now = NOON;
  await client.reset();
  await client.freeze();
});

const wait = (seconds: number) => ({ headers: { Prefer: `wait=${seconds}` } });
const waitFor = (id: string, state: string, seconds: number, more = '') =>
  client.admin('GET', `/instances/${id}?state=${state}${more}`, wait(seconds));

/** How many listen for changes of the default world, by asking those who know. */
async function waiters(): Promise<number> {
  const world = await server.simulation.worlds.get('default');
  return world.waiting;
}

async function until(wanted: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await wanted()) return;
    await pause(10);
  }
  throw new Error('it never came to that');
}

const whileWaiting = async <T>(waiting: Promise<T>, act: () => Promise<unknown>): Promise<T> => {
  await until(async () => (await waiters()) > 0);
  await act();
  return waiting;
};

test("getInstance waits for the end, and another client's answer wakes it at once", async () => {
  const id = await client.run('approval');
  const looked = await whileWaiting(client.look(id, wait(60)), () => client.task(id, 'approval-step'));
  expect([looked.status, looked.body.stateCd]).toEqual([200, 1]);
  expect(looked.headers.get('preference-applied')).toBe('wait=60');
  expect(await waiters()).toBe(0);
});

test('a move of the clock wakes it, too', async () => {
  const id = await client.run('quick-flow');
  const looked = await whileWaiting(client.look(id, wait(60)), () => client.advance('PT2S'));
  expect(looked.body).toMatchObject({ stateCd: 1, endTime: '2026-06-01T12:00:02.000Z' });
});

test('a clock that is let go wakes it when the moment has come', async () => {
  const id = await client.run('quick-flow');
  await client.advance('PT1.9S');
  const looked = await whileWaiting(client.look(id, wait(60)), async () => {
    await client.admin('POST', '/clock/run');
    server.time.now += 200;
  });
  expect(looked.body.stateCd).toBe(1);
});

test('where the time is over, it answers what is there', async () => {
  const id = await client.run('approval');
  const looked = await client.look(id, wait(0.05));
  expect([looked.status, looked.body.stateCd]).toEqual([200, 0]);
  expect(looked.headers.get('preference-applied')).toBe('wait=0.05');
});

test.each([
  ['wait=0', null],
  ['wait', null],
  ['wait=soon', null],
  ['wait=-1', null],
  ['return=minimal, wait="0.01"', 'wait=0.01'],
  ['respond-async, wait=0.01; foo="a, b", wait=60', 'wait=0.01'],
])('Prefer: %s is honoured as %p', async (prefer, applied) => {
  const id = await client.run('approval');
  const looked = await client.look(id, { headers: { Prefer: prefer } });
  expect([looked.status, looked.headers.get('preference-applied')]).toEqual([200, applied]);
});

test('one that has ended is not waited for, and one that is not there is refused at once', async () => {
  const id = await client.run('approval');
  await client.task(id, 'approval-step');
  expect((await client.look(id, wait(60))).body.stateCd).toBe(1);
  expect((await client.look('inst_nobody', wait(60))).status).toBe(404);
  expect((await waitFor('nobody', 'completed', 60)).status).toBe(404);
});

test.each(['completed', '1'])('the control plane waits for a state, called %s', async (state) => {
  const id = await client.run('approval');
  const seen = await whileWaiting(waitFor(id, state, 60), () => client.event(id, 'COMPLETE'));
  expect([seen.status, seen.body.state]).toEqual([200, 'completed']);
  expect(seen.headers.get('preference-applied')).toBe('wait=60');
});

test('without a wish to wait, the control plane says at once where the instance is', async () => {
  const id = await client.run('approval');
  expect((await client.admin('GET', `/instances/${id}?state=waiting`)).status).toBe(200);
  const answer = await client.admin('GET', `/instances/${id}?state=completed`);
  expect([answer.status, answer.body.state]).toEqual([409, 'approval-step']);
});

test('where the time is over, the control plane shows the timeline', async () => {
  const id = await client.run('approval');
  const answer = await waitFor(id, 'completed', 0.05);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'application/problem+json']);
  expect(answer.body).toMatchObject({
    detail: `Instance ${id} is in state approval-step, not completed, after 0.05 s.`,
    state: 'approval-step',
    timeline: [{ at: '2026-06-01T12:00:00.000Z', from: null, to: 'approval-step', cause: 'start' }],
  });
});

test('a state that it can never be in is not waited for', async () => {
  const id = await client.run('approval');
  const answer = await waitFor(id, 'complete', 60);
  expect([answer.status, answer.body.state]).toEqual([400, 'approval-step']);
  expect(answer.body.detail).toContain('has no state "complete"');
  expect(answer.body.states).toEqual(expect.arrayContaining(['completed', 'approval-step', '1', 'waiting']));
});

test.each(['freeze', 'run'])(
  'with skip the clock jumps to what is due, and keeps its mode (%s)',
  async (mode) => {
    await client.admin('POST', `/clock/${mode}`);
    const id = await client.start('customer_onboarding');
    const seen = await client.admin('GET', `/instances/${id}?state=expired&skip=true`);
    expect([seen.status, seen.body.state]).toEqual([200, 'expired']);
    const { body } = await client.admin('GET', '/clock');
    expect(body).toEqual({ now: '2026-07-01T12:00:03.000Z', mode: mode === 'run' ? 'running' : 'frozen' });
  },
);

test('skip goes no further than asked, and not beyond what is due', async () => {
  const id = await client.start('customer_onboarding');
  await client.admin('GET', `/instances/${id}?state=decision&skip=true`);
  expect((await client.admin('GET', '/clock')).body.now).toBe('2026-06-01T12:00:03.000Z');
  const answer = await client.admin('GET', `/instances/${id}?state=finished&skip=true`);
  expect(answer.body).toMatchObject({ status: 409, state: 'expired' });
  expect(answer.body.detail).toMatch(/, and nothing more is due\.$/);
});

test('skip over a lifecycle that never ends stops after the time it was given, and others get their turn', async () => {
  const id = await client.run('turning');
  const skipping = waitFor(id, 'done', 0.5, '&skip=true');
  const meanwhile = await client.admin('GET', '/health');
  const answer = await skipping;
  expect([meanwhile.status, answer.status]).toEqual([200, 409]);
});

test('those who go away leave nothing behind', async () => {
  const id = await client.run('approval');
  const going = new AbortController();
  const gone = Array.from({ length: 20 }, (_, index) =>
    (index % 2 === 0
      ? client.look(id, { ...wait(60), signal: going.signal })
      : client.admin('GET', `/instances/${id}?state=completed`, { ...wait(60), signal: going.signal })
    ).catch(() => 'gone'),
  );
  await until(async () => (await waiters()) === 20);
  going.abort();
  expect(new Set(await Promise.all(gone))).toEqual(new Set(['gone']));
  await until(async () => (await waiters()) === 0);
});

test('a hundred who wait are all woken by one event', async () => {
  const id = await client.run('approval');
  const many = Promise.all(Array.from({ length: 100 }, () => client.look(id, wait(60))));
  await until(async () => (await waiters()) === 100);
  await client.task(id, 'approval-step');
  expect((await many).map(({ body }) => body.stateCd)).toEqual(Array(100).fill(1));
  expect(await waiters()).toBe(0);
});

test('a reset ends the waiting for an instance that it takes away', async () => {
  const id = await client.run('approval');
  const seen = await whileWaiting(waitFor(id, 'completed', 60), () => client.reset());
  expect(seen.status).toBe(404);
});

test('a second start wakes who waits for the run that catches it', async () => {
  const id = await client.run('catch-flow', { correlationKey: 'k' });
  const looked = await whileWaiting(client.look(id, wait(60)), () =>
    client.run('catch-flow', { correlationKey: 'k' }),
  );
  expect(looked.body.stateCd).toBe(1);
});
