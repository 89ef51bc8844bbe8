// What a tester asks the stand-in about itself: instances, requests, ids it knows, and a fresh start.
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { OPERATIONS_BY_API } from '../bundled-operations.ts';
import { type InProcess, inProcess, NOON } from '../in-process.ts';
import { answerTask, DEMO, execute, look, WAITING, waitingRun } from './apptor/calls.ts';
import { APPLICATION, byName, get, INSTANCE, post, WORKSPACE } from './flowx/calls.ts';

jest.setTimeout(60_000);

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

beforeEach(async () => {
  mock.time.now = NOON;
  await request(mock.app).post('/__admin/reset');
});

const ask = (path: string) => request(mock.app).get(`/__admin${path}`);
const idsOf = (items: { id: string }[]): string[] => items.map(({ id }) => id);

describe('instances', () => {
  test('a fresh world has those of the fixtures', async () => {
    const { body } = await ask('/instances');
    expect(idsOf(body.items).sort()).toEqual([INSTANCE, WAITING].sort());
    expect(body).not.toHaveProperty('next');
  });

  test('they are found by product, process and state', async () => {
    const quick = (await execute(mock.app, 'quick-flow')).body.processInstanceId;
    const child = (await post(mock.app, byName({ process: 'quick_check' }))).body.uuid;
    await answerTask(mock.app, WAITING);
    const found = async (query: string) => idsOf((await ask(`/instances?${query}`)).body.items).sort();
    expect(await found('api=flowx')).toEqual([INSTANCE, child].sort());
    expect(await found('api=apptor')).toEqual([WAITING, quick].sort());
    expect(await found('process=quick_check')).toEqual([child]);
    expect(await found('state=completed')).toEqual([WAITING]);
    expect(await found('api=flowx&process=customer_onboarding')).toEqual([INSTANCE]);
    expect(await found('state=nowhere')).toEqual([]);
  });

  test('one instance tells its data and its timeline', async () => {
    const run = await waitingRun(mock.app, { a: 1 });
    mock.time.now += 1_000;
    await answerTask(mock.app, run, { data: { a: 2, b: 3 } });
    const { body } = await ask(`/instances/${run}`);
    expect(body).toMatchObject({
      id: run,
      api: 'apptor',
      process: 'your-flow-uuid',
      state: 'completed',
      data: { a: 2, b: 3, inputNodeAction: 'COMPLETE' },
    });
    expect(body.timeline).toEqual([
      { at: '2026-06-01T12:00:00.000Z', from: null, to: 'approval-step', cause: 'start' },
      {
        at: '2026-06-01T12:00:01.000Z',
        from: 'approval-step',
        to: 'completed',
        cause: 'COMPLETE',
        changed: ['a', 'b', 'inputNodeAction'],
      },
    ]);
  });

  test('an unknown instance is a problem that says where to look', async () => {
    const { status, body, headers } = await ask('/instances/nowhere');
    expect([status, headers['content-type']]).toEqual([
      404,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    expect(body).toMatchObject({
      title: 'Not Found',
      status: 404,
      detail: expect.stringContaining('nowhere'),
    });
  });

  test.each(['0', '-1', '1001', '1.5', 'many', ''])('limit=%s is refused', async (limit) => {
    const { status, body } = await ask(`/instances?limit=${limit}`);
    expect([status, body.detail]).toEqual([
      400,
      expect.stringContaining('limit is an integer from 1 to 1000'),
    ]);
  });

  test('pages of any size hold every instance once, in one order', async () => {
    for (let count = 0; count < 5; count += 1) {
      await waitingRun(mock.app);
      await post(mock.app, byName());
    }
    await answerTask(mock.app, WAITING);
    const whole = idsOf((await ask('/instances')).body.items);
    expect(new Set(whole).size).toBe(12);
    const size = fc.integer({ min: 1, max: 14 });
    const filter = fc.constantFrom('', '&api=flowx', '&api=apptor', '&state=completed');
    await fc.assert(
      fc.asyncProperty(size, filter, async (limit, wanted) => {
        const expected = idsOf((await ask(`/instances?limit=1000${wanted}`)).body.items);
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
          const { items, next } = (await ask(`/instances?limit=${limit}${wanted}${from}`)).body;
          expect(items.length).toBeLessThanOrEqual(limit);
          if (next !== undefined) expect(items).toHaveLength(limit);
          seen.push(...idsOf(items));
          cursor = next;
        } while (cursor !== undefined && seen.length <= whole.length);
        expect(seen).toEqual(expected);
      }),
      { numRuns: 25, seed: 5 },
    );
  });
});

describe('requests', () => {
  test('they are listed, the newest first, and each can be asked for', async () => {
    await look(mock.app, WAITING);
    const answer = await post(mock.app, byName(), { a: 1 });
    const { items } = (await ask('/requests')).body;
    expect(items.map(({ operationId }: { operationId: string }) => operationId)).toEqual([
      'startProcessByName',
      'getInstance',
    ]);
    const { body } = await ask(`/requests/${answer.headers['x-mock-request']}`);
    expect(body).toEqual(items[0]);
    expect(body).toMatchObject({
      method: 'POST',
      url: byName(),
      api: 'flowx',
      status: 200,
      source: 'behaviour',
      body: { a: 1 },
      answer: { body: answer.body },
      violations: [],
    });
  });

  test('an unknown request is a problem', async () => {
    expect((await ask('/requests/req_999')).status).toBe(404);
  });

  test('asking the control plane is no request of the world', async () => {
    await ask('/instances');
    expect((await ask('/requests')).body.items).toEqual([]);
  });
});

test('a reset takes instances, ids and journal back to the beginning', async () => {
  const before = (await post(mock.app, byName())).body.uuid;
  await answerTask(mock.app, WAITING);
  expect((await request(mock.app).post('/__admin/reset')).status).toBe(204);
  expect((await ask('/requests')).body.items).toEqual([]);
  expect((await ask(`/instances/${before}`)).status).toBe(404);
  expect((await look(mock.app, WAITING)).body).toMatchObject({ stateCd: 0, endTime: null });
  expect((await answerTask(mock.app, WAITING)).status).toBe(200);
  expect((await post(mock.app, byName())).body.uuid).toBe(before);
});

test('the catalogue tells every id that works', async () => {
  const { flowx, apptor } = (await ask('/catalogue')).body;
  const [{ id: workspace, applications }] = flowx.workspaces;
  expect([workspace, applications[0].id]).toEqual([WORKSPACE, APPLICATION]);
  for (const { name } of applications[0].processes.filter(
    (one: object) => !('startSchema' in one || 'startNodes' in one),
  ))
    expect((await post(mock.app, byName({ process: name }))).status).toBe(200);
  const [{ flows }] = apptor.organizations;
  for (const { processId, versions } of flows) {
    const published = versions.some(({ state }: { state: string }) => state === 'PUBLISHED');
    expect((await execute(mock.app, processId, DEMO)).status).toBe(published ? 200 : 404);
  }
});

test('health, contracts and OpenAPI documents can be read', async () => {
  expect((await ask('/health')).body).toMatchObject({
    status: 'ok',
    store: 'memory',
    contracts: OPERATIONS_BY_API,
  });
  for (const [api, { openapi, operations }] of Object.entries((await ask('/contracts')).body) as [
    string,
    { openapi: string; operations: { operationId: string }[] },
  ][]) {
    const { body } = await request(mock.app).get(openapi);
    expect([body.openapi, openapi]).toEqual(['3.1.0', `/__admin/openapi/${api}.json`]);
    for (const { operationId } of operations)
      expect(JSON.stringify(body.paths)).toContain(`"${operationId}"`);
  }
});

test('the stories that a world can be filled with are told, and what each shows', async () => {
  const { items } = (await ask('/stories')).body;
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['loans', 'onboarding', 'support']);
  expect(items[0]).toEqual({ name: 'loans', shows: expect.stringMatching(/loans.*\.$/), api: 'flowx' });
});

test('a call that the control plane does not have is a problem that lists those it has', async () => {
  const { status, body } = await ask('/worlds-apart');
  expect([status, body.detail]).toEqual([404, expect.stringContaining('GET /__admin/instances')]);
});

test('a path of neither product is a problem that says where the products are', async () => {
  const { status, body, headers } = await get(mock.app, '/elsewhere');
  expect([status, headers['content-type']]).toEqual([
    404,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  expect(body.detail).toContain('/api/runtime, /rtm/api/runtime');
});
