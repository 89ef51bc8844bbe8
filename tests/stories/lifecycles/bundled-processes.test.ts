// FlowX: how the bundled processes live, told by a frozen clock that is moved.
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
  await client.freeze();
});

/** What the product calls the state it is in, as the control plane's filter knows it. */
const isListedAs = async (id: string, state: string): Promise<boolean> => {
  const { body } = await client.admin('GET', `/instances?api=flowx&state=${encodeURIComponent(state)}`);
  return body.items.some((item: { id: string }) => item.id === id);
};

test('a customer is taken on: collected, checked, decided by a person, finished', async () => {
  const id = await client.start('customer_onboarding', { customerEmail: 'alice@example.com' });
  expect(await client.state(id)).toBe('collect');
  await client.advance('PT1S');
  expect(await client.state(id)).toBe('checks');
  await client.advance('PT2S');
  expect(await client.instance(id)).toMatchObject({
    state: 'decision',
    data: { customerEmail: 'alice@example.com', checks: { identity: 'passed', sanctions: 'passed' } },
  });
  expect(await isListedAs(id, 'STARTED')).toBe(true);
  await client.advance('P29D');
  expect(await client.state(id)).toBe('decision');
  const { status } = await client.event(id, 'APPROVE', { approvedBy: 'bob' });
  expect(status).toBe(200);
  const finished = await client.instance(id);
  expect(finished).toMatchObject({
    state: 'finished',
    endedAt: '2026-06-30T12:00:03.000Z',
    data: { decision: 'approved', approvedBy: 'bob' },
    timers: [],
  });
  expect(await isListedAs(id, 'FINISHED')).toBe(true);
  await client.advance('P365D');
  expect(await client.instance(id)).toEqual(finished);
});

test.each([
  ['REJECT', 'finished', 'FINISHED', { decision: 'rejected' }],
  ['TERMINATE', 'terminated', 'TERMINATED', {}],
])('a person may decide %s as well', async (event, state, shown, data) => {
  const id = await client.start('customer_onboarding');
  await client.advance('PT3S');
  expect((await client.event(id, event)).body).toMatchObject({ state, data });
  expect(await isListedAs(id, shown)).toBe(true);
});

test('a customer who is known to be sanctioned fails the check', async () => {
  const id = await client.start('[DOCS]customer_onboarding'.replaceAll(/[[\]]/g, encodeURIComponent), {
    sanctioned: true,
  });
  await client.advance('PT3S');
  const instance = await client.instance(id);
  expect(instance).toMatchObject({ state: 'failed', endedAt: '2026-06-01T12:00:03.000Z' });
  expect(instance.data.checks).toBeUndefined();
  expect(await isListedAs(id, 'FAILED')).toBe(true);
});

test('nobody decides for thirty days: expired, and every step is stamped with the moment it fell due', async () => {
  const id = await client.start('customer_onboarding');
  await client.advance('P30DT2S');
  expect(await client.state(id)).toBe('decision');
  await client.advance('P5D');
  expect(await client.instance(id)).toMatchObject({
    state: 'expired',
    endedAt: '2026-07-01T12:00:03.000Z',
    timeline: [
      { at: '2026-06-01T12:00:00.000Z', from: null, to: 'collect', cause: 'start' },
      { at: '2026-06-01T12:00:01.000Z', from: 'collect', to: 'checks', cause: 'after PT1S' },
      {
        at: '2026-06-01T12:00:03.000Z',
        from: 'checks',
        to: 'decision',
        cause: 'after PT2S',
        changed: ['checks'],
      },
      { at: '2026-07-01T12:00:03.000Z', from: 'decision', to: 'expired', cause: 'after P30D' },
    ],
  });
  expect(await isListedAs(id, 'EXPIRED')).toBe(true);
  expect((await client.event(id, 'APPROVE')).status).toBe(409);
});

test.each([
  ['quick_check', 'finished', 'FINISHED'],
  ['failing_check', 'failed', 'FAILED'],
])('%s is %s after two seconds, and not before', async (process, state, shown) => {
  const id = await client.start(process);
  await client.advance('PT1.999S');
  expect(await client.state(id)).toBe('running');
  await client.advance('PT0.001S');
  expect(await client.instance(id)).toMatchObject({ state, endedAt: '2026-06-01T12:00:02.000Z' });
  expect(await isListedAs(id, shown)).toBe(true);
});

test('a process without a lifecycle stays as it was started until an event moves it', async () => {
  const id = await client.start('loan_application', { customerEmail: 'a@b.example', loanAmount: 1 });
  await client.advance('P1000D');
  expect(await client.state(id)).toBe('started');
  const refused = await client.event(id, 'APPROVE');
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    state: 'started',
    events: expect.arrayContaining(['FINISH', 'HOLD']),
  });
  expect((await client.event(id, 'HOLD')).body.state).toBe('on-hold');
  expect(await isListedAs(id, 'ON HOLD')).toBe(true);
  expect((await client.event(id, 'FINISH')).status).toBe(409);
  expect((await client.event(id, 'UNHOLD')).body.state).toBe('started');
  expect((await client.event(id, 'FINISH')).body.state).toBe('finished');
});

test.each([
  ['running', async () => undefined, { customerEmail: 'x@y.example' }],
  [
    'waiting for a person',
    async () => client.advance('PT3S'),
    { customerEmail: 'x@y.example', checks: { identity: 'passed', sanctions: 'passed' } },
  ],
  [
    'finished',
    async (id: string) => {
      await client.advance('PT3S');
      await client.event(id, 'APPROVE', { note: 'fine' });
    },
    {
      customerEmail: 'x@y.example',
      checks: { identity: 'passed', sanctions: 'passed' },
      decision: 'approved',
      note: 'fine',
    },
  ],
])('a start that copies from a source that is %s takes the data of that moment', async (_, bring, data) => {
  const source = await client.start('customer_onboarding', { customerEmail: 'x@y.example' });
  await bring(source);
  const copy = await client.start('quick_check', { retryReason: 'again' }, source);
  expect((await client.instance(copy)).data).toEqual({ ...data, retryReason: 'again' });
  await client.event(source, 'APPROVE', { later: true });
  expect((await client.instance(copy)).data).not.toHaveProperty('later');
});

test('a start that copies from a failed source takes its data', async () => {
  const source = await client.start('customer_onboarding', { sanctioned: true });
  await client.advance('PT3S');
  expect(await client.state(source)).toBe('failed');
  const copy = await client.start('customer_onboarding', { sanctioned: false }, source);
  await client.advance('PT3S');
  expect(await client.instance(copy)).toMatchObject({ state: 'decision', data: { sanctioned: false } });
});

test('the instance of the documentation waits for a person until one decides', async () => {
  const id = '24cb4216-83a4-4782-84cb-d702b54b9b7d';
  await client.advance('P29D');
  expect(await client.state(id)).toBe('decision');
  expect((await client.event(id, 'APPROVE')).body).toMatchObject({
    state: 'finished',
    data: { customerEmail: 'alice@example.com', loanAmount: 25000, decision: 'approved' },
  });
});

test('an event to nobody, with bad data, or without a type is answered with what to do', async () => {
  expect((await client.event('nobody', 'APPROVE')).status).toBe(404);
  const id = await client.start('quick_check');
  const bad = await client.admin('POST', `/instances/${id}/events`, { body: { type: 'X', data: [] } });
  expect([bad.status, bad.body.detail]).toEqual([400, 'data, when it is there, is a JSON object.']);
  const none = await client.admin('POST', `/instances/${id}/events`, { body: {} });
  expect([none.status, none.body.detail]).toEqual([400, expect.stringContaining('{"type":"APPROVE"}')]);
  const unknown = await client.event(id, 'APPROVE');
  expect(unknown.body.detail).toBe(
    `Instance ${id} is in state running, which takes no event at all, but not APPROVE with this data.`,
  );
});
