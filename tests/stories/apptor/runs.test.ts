// The life of a run: started, looked at, its task completed or cancelled, exactly once.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import type { Instance } from '../../../mock-server/domain/instances/instance.ts';
import { MemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { answerTask, execute, FLOW, look, waitingRun } from './calls.ts';

jest.setTimeout(60_000);

/** Takes its time to read, as a database does: what two callers read at once is the same version of a run. */
class UnhurriedStore extends MemoryStore {
  override async get(world: string, id: string): Promise<Instance | undefined> {
    const found = await super.get(world, id);
    await pause(3);
    return found;
  }
}

let mock: InProcess;
let server: Server;
let url: string;

beforeAll(async () => {
  mock = await inProcess({ store: new UnhurriedStore() });
  // One server for all: requests of one test reach it at once.
  server = createServer(mock.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  mock.time.now = NOON;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a user starts a run, finds it waiting, completes its task and sees it finished with all data', async () => {
  const data = { customerName: 'Jane Smith', amount: 1 };
  const started = await execute(url, { processId: FLOW, correlationKey: 'order-1', data });
  expect(started.body).toEqual({
    processInstanceId: expect.stringMatching(/^inst_[0-9a-z]{12}$/),
    processId: FLOW,
    status: 'started',
    startTime: '2026-06-01T12:00:00.000Z',
  });
  const run = started.body.processInstanceId;
  const waiting = {
    processInstanceId: run,
    processId: FLOW,
    processName: 'Support Bot',
    processVersion: '3',
    stateCd: 0,
    startTime: '2026-06-01T12:00:00.000Z',
    endTime: null,
    correlationKey: 'order-1',
    data,
  };
  expect((await look(url, run)).body).toEqual(waiting);
  mock.time.now = NOON + 5_000;
  const answered = await answerTask(url, run, { data: { amount: 2, decision: 'approved' } });
  expect([answered.status, answered.body]).toEqual([200, { processInstanceId: run, status: 'resumed' }]);
  mock.time.now = NOON + 9_000;
  expect((await look(url, run)).body).toEqual({
    ...waiting,
    stateCd: 1,
    endTime: '2026-06-01T12:00:05.000Z',
    data: { customerName: 'Jane Smith', amount: 2, decision: 'approved', inputNodeAction: 'COMPLETE' },
  });
});

test('a run without data and correlation key has an empty object and null', async () => {
  const run = (await execute(url)).body.processInstanceId;
  expect((await look(url, run)).body).toMatchObject({ data: {}, correlationKey: null });
});

test('a task is cancelled, and the run with it', async () => {
  const run = await waitingRun(url, { a: 1 });
  const answered = await answerTask(url, run, { action: 'CANCEL', data: { why: 'changed my mind' } });
  expect([answered.status, answered.body.status]).toEqual([200, 'resumed']);
  const { stateCd, startTime, endTime, data } = (await look(url, run)).body;
  expect([stateCd, endTime]).toEqual([3, startTime]);
  expect(data).toEqual({ a: 1, why: 'changed my mind', inputNodeAction: 'CANCEL' });
});

test('two starts with the same correlation key are two runs', async () => {
  const body = { processId: FLOW, correlationKey: 'twice' };
  const [one, two] = [await execute(url, body), await execute(url, body)];
  expect(one.body.processInstanceId).not.toBe(two.body.processInstanceId);
});

test('of two completions at once exactly one wins, and the other learns that nothing waits any more', async () => {
  for (let repetition = 0; repetition < 50; repetition += 1) {
    const run = await waitingRun(url);
    const answers = await Promise.all([
      answerTask(url, run, { data: { by: 'Alice' } }),
      answerTask(url, run, { data: { by: 'Bob' } }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = answers[0]?.status === 200 ? 'Alice' : 'Bob';
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body.message).toMatch(/is not waiting for a task \(stateCd 1\)/);
    expect((await look(url, run)).body.data).toEqual({ by: winner, inputNodeAction: 'COMPLETE' });
    const { timeline } = (await request(url).get(`/__admin/instances/${run}`)).body;
    expect(timeline.map(({ to }: { to: string }) => to)).toEqual(['approval-step', 'completed']);
  }
});

test('the run of the fixtures is completed once, too', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => answerTask(url, 'inst_xyz789')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});
