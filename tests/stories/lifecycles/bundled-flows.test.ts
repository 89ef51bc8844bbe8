// apptor flow: how the bundled flows live, as a client of the documented calls sees it.
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

const seen = async (id: string) => (await client.look(id)).body;

test('your-flow-uuid waits for an approval, takes the decision, and is completed', async () => {
  const id = await client.run('your-flow-uuid', { data: { customerName: 'Jane', decision: 'open' } });
  expect(await seen(id)).toMatchObject({ stateCd: 0, endTime: null });
  await client.advance('P100D');
  expect(await seen(id)).toMatchObject({ stateCd: 0 });
  const answer = await client.task(id, 'approval-step', 'COMPLETE', { decision: 'approved' });
  expect([answer.status, answer.body]).toEqual([200, { processInstanceId: id, status: 'resumed' }]);
  expect(await seen(id)).toMatchObject({
    stateCd: 1,
    startTime: '2026-06-01T12:00:00.000Z',
    endTime: '2026-09-09T12:00:00.000Z',
    data: { customerName: 'Jane', decision: 'approved', inputNodeAction: 'COMPLETE' },
  });
});

test('CANCEL at the approval ends the run as cancelled', async () => {
  const id = await client.run('your-flow-uuid');
  expect((await client.task(id, 'approval-step', 'CANCEL')).body.status).toBe('resumed');
  expect(await seen(id)).toMatchObject({ stateCd: 3, data: { inputNodeAction: 'CANCEL' } });
  expect((await client.task(id, 'approval-step')).status).toBe(409);
});

test('the run of the documentation waits, and its documented answer completes it', async () => {
  await client.task('inst_xyz789', 'approval-step', 'COMPLETE', {
    decision: 'approved',
    notes: 'Looks good',
  });
  expect(await seen('inst_xyz789')).toMatchObject({
    stateCd: 1,
    startTime: '2026-02-20T10:00:00.123Z',
    endTime: '2026-06-01T12:00:00.000Z',
    data: { customerName: 'Jane Smith', decision: 'approved', notes: 'Looks good' },
  });
});

test('a task is answered at the right node only, and only while the run waits', async () => {
  const id = await client.run('your-flow-uuid');
  const wrong = await client.task(id, 'another-step');
  expect([wrong.status, wrong.body.message]).toEqual([409, expect.stringContaining("'approval-step'")]);
  expect((await seen(id)).stateCd).toBe(0);
  const running = await client.run('quick-flow');
  const early = await client.task(running, 'approval-step');
  expect([early.status, early.body.message]).toEqual([409, expect.stringContaining('not waiting')]);
  await client.task(id, 'approval-step');
  expect((await client.task(id, 'approval-step')).status).toBe(409);
});

test.each([
  ['quick-flow', 1],
  ['failing-flow', 2],
])('%s has stateCd 0 for two seconds, then %i', async (flow, stateCd) => {
  const id = await client.run(flow);
  await client.advance('PT1.999S');
  expect(await seen(id)).toMatchObject({ stateCd: 0, endTime: null });
  await client.advance('PT1H');
  expect(await seen(id)).toMatchObject({ stateCd, endTime: '2026-06-01T12:00:02.000Z' });
});

test('catch-flow: a second start with the same key is a run of its own and resumes the one that waits', async () => {
  const first = await client.run('catch-flow', { correlationKey: 'order-1', data: { a: 1, both: 'first' } });
  const stranger = await client.run('catch-flow', { correlationKey: 'order-2' });
  const keyless = await client.run('catch-flow');
  await client.advance('PT10M');
  const second = await client.run('catch-flow', {
    correlationKey: 'order-1',
    data: { b: 2, both: 'second' },
  });
  expect(second).not.toBe(first);
  expect(await seen(first)).toMatchObject({
    stateCd: 1,
    endTime: '2026-06-01T12:10:00.000Z',
    data: { a: 1, b: 2, both: 'second' },
  });
  expect(await seen(second)).toMatchObject({ stateCd: 0, data: { b: 2, both: 'second' } });
  expect([(await seen(stranger)).stateCd, (await seen(keyless)).stateCd]).toEqual([0, 0]);
  await client.run('quick-flow', { correlationKey: 'order-1' });
  expect((await seen(second)).stateCd).toBe(1);
});

test('catch-flow: the control plane resumes it, too', async () => {
  const id = await client.run('catch-flow', { correlationKey: 'order-1' });
  expect((await client.event(id, 'CORRELATE', { by: 'hand' })).body).toMatchObject({ state: 'completed' });
  expect(await seen(id)).toMatchObject({ stateCd: 1, data: { by: 'hand' } });
  const next = await client.run('catch-flow', { correlationKey: 'order-1' });
  expect((await seen(next)).stateCd).toBe(0);
});

test("another organization's start resumes nobody here", async () => {
  const id = await client.run('catch-flow', { correlationKey: 'order-1' });
  const other = await client.exec('other-flow', { correlationKey: 'order-1' }, 'apk_other_secret');
  expect(other.status).toBe(200);
  expect((await seen(id)).stateCd).toBe(0);
});

test('of two starts at once with the same key the later resumes the earlier, never both or none', async () => {
  for (let round = 0; round < 30; round += 1) {
    const key = { correlationKey: `round-${round}` };
    const ids = await Promise.all([client.run('catch-flow', key), client.run('catch-flow', key)]);
    const codes = await Promise.all(ids.map(async (id) => (await seen(id)).stateCd));
    expect(codes.sort()).toEqual([0, 1]);
  }
});

test('of two answers at once to the same task one is taken, the other refused', async () => {
  for (let round = 0; round < 60; round += 1) {
    const id = await client.run('your-flow-uuid');
    const answers = await Promise.all(
      ['left', 'right'].map((by) => client.task(id, 'approval-step', 'COMPLETE', { by })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0]?.status === 200 ? 'left' : 'right';
    expect((await seen(id)).data.by).toBe(winner);
    expect((await client.instance(id)).timeline).toHaveLength(2);
  }
});

test('a flow without a lifecycle that nobody answers is completed by itself after a second', async () => {
  const started = await client.exec('other-flow', {}, 'apk_other_secret');
  const look = async () =>
    (await client.look(started.body.processInstanceId, { headers: { 'X-API-Key': 'apk_other_secret' } }))
      .body;
  expect((await look()).stateCd).toBe(0);
  await client.advance('PT1S');
  expect(await look()).toMatchObject({ stateCd: 1, endTime: '2026-06-01T12:00:01.000Z' });
});
