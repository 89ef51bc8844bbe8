// "What did my application really send?": the journal, asked.
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { answerTask, execute, look, WAITING } from '../apptor/calls.ts';
import { byBuild, byName, post } from '../flowx/calls.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});
beforeEach(async () => {
  await request(mock.app).post('/__admin/reset');
});

const find = (query: unknown, what = 'find') =>
  request(mock.app)
    .post(`/__admin/requests/${what}`)
    .set('Content-Type', 'application/json')
    .send(JSON.stringify(query));

/** What was found, by method and path, the newest first. */
async function found(query: unknown): Promise<string[]> {
  const { body, status } = await find(query);
  expect(status).toBe(200);
  const count = await find(query, 'count');
  expect(count.body).toEqual({ count: body.items.length });
  return body.items.map((item: { id: string }) => item.id);
}

/** Five requests, `req_1` to `req_5`. */
async function fiveRequests(): Promise<void> {
  await post(mock.app, byName({ process: '[DOCS]customer_onboarding' }), {
    customerEmail: 'a@b.example',
    tags: ['x', { deep: 1 }],
  });
  await post(mock.app, byBuild({ process: 'nowhere' }), { loanAmount: 7, note: 'say "hi"' });
  await execute(mock.app, 'quick-flow');
  await answerTask(mock.app, WAITING, { data: { approved: true } });
  await look(mock.app, 'none');
}

describe('what was asked is found', () => {
  beforeEach(fiveRequests);

  test.each([
    [{}, ['req_5', 'req_4', 'req_3', 'req_2', 'req_1']],
    [{ api: 'apptor' }, ['req_5', 'req_4', 'req_3']],
    [{ operationId: 'startProcessByName' }, ['req_1']],
    [{ method: 'get' }, ['req_5']],
    [{ status: 404 }, ['req_5', 'req_2']],
    [{ status: 404, method: 'POST' }, ['req_2']],
    [{ status: 0 }, []],
    [{ path: '/process/exec' }, ['req_3']],
    [{ path: '/process/exe' }, []],
    [{ path: '/process/*' }, ['req_4', 'req_3']],
    [{ path: '/process/**' }, ['req_5', 'req_4', 'req_3']],
    [{ path: '/process/instance/*' }, ['req_5']],
    [{ path: '*/start' }, []],
    [{ path: '**/start' }, ['req_2', 'req_1']],
    [{ path: byName({ process: '[DOCS]customer_onboarding' }) }, ['req_1']],
    [{ path: '**/process-name/[DOCS]customer_onboarding/start' }, ['req_1']],
    [{ bodyContains: 'quick-flow' }, ['req_3']],
    [{ bodyContains: '"loanAmount":7' }, ['req_2']],
    [{ bodyContains: 'say "hi"' }, ['req_2']],
    [{ bodyContains: { data: { approved: true } } }, ['req_4']],
    [{ bodyContains: { data: { approved: 'true' } } }, []],
    [{ bodyContains: { data: {} } }, ['req_4']],
    [{ bodyContains: { tags: [{ deep: 1 }] } }, ['req_1']],
    [{ bodyContains: { tags: ['y'] } }, []],
    [{ bodyContains: { toString: {} } }, []],
    [{ bodyContains: 7 }, []],
  ])('%j', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  test('no body at all is no condition at all', async () => {
    const { body } = await request(mock.app).post('/__admin/requests/count');
    expect(body).toEqual({ count: 5 });
  });

  test('the list can be cut: the newest, and those after one', async () => {
    const listed = async (query: string) =>
      (await request(mock.app).get(`/__admin/requests?${query}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await listed('limit=2')).toEqual(['req_5', 'req_4']);
    expect(await listed('since=req_3')).toEqual(['req_5', 'req_4']);
    expect(await listed('since=req_3&limit=1')).toEqual(['req_5']);
    for (const wrong of ['limit=0', 'limit=x', 'since=3', 'since=req_', 'operationId=executeWorkflow'])
      expect((await request(mock.app).get(`/__admin/requests?${wrong}`)).status).toBe(400);
  });

  test('after one there is what was answered after it, though it may have come before', async () => {
    const idOf = ({ headers }: Response): string => headers['x-mock-request'] ?? '';
    const slow = request(mock.app).get(`/process/instance/${WAITING}`).set('Prefer', 'delay=500').then(idOf);
    let quick = 'req_5';
    // It has come as soon as a number is left out.
    for (let next = 6; quick === `req_${next - 1}`; next += 1)
      quick = idOf(await execute(mock.app, 'quick-flow'));
    const { body } = await request(mock.app).get(`/__admin/requests?since=${quick}`);
    expect(body.items).toEqual([]);
    const late = await slow;
    const { body: then } = await request(mock.app).get(`/__admin/requests?since=${quick}`);
    expect(then.items.map(({ id }: { id: string }) => id)).toEqual([late]);
    expect(late).toBe(`req_${Number(quick.slice(4)) - 1}`);
  });

  test('deleted they are gone, and the ids go on', async () => {
    expect((await request(mock.app).delete('/__admin/requests')).status).toBe(204);
    expect(await found({})).toEqual([]);
    expect((await request(mock.app).get('/__admin/requests/req_1')).status).toBe(404);
    await execute(mock.app, 'quick-flow');
    expect(await found({})).toEqual(['req_6']);
  });
});

test('an entry says how the request was matched, and where the time went', async () => {
  const answer = await request(mock.app)
    .get(`/@alice/process/instance/${WAITING}`)
    .set('X-API-Key', 'apk_demo_secret');
  const [entry] = (await request(mock.app).get('/@alice/__admin/requests')).body.items;
  expect(entry).toMatchObject({
    world: 'alice',
    worldBy: 'path',
    operationId: 'getInstance',
    params: { processInstanceId: WAITING },
    timing: { check: expect.any(Number), behave: expect.any(Number) },
    durationMs: expect.any(Number),
  });
  expect(entry.timing.check + entry.timing.behave).toBeLessThanOrEqual(entry.durationMs + 0.002);
  const { check, behave } = entry.timing;
  expect(answer.headers['server-timing']).toBe(
    `check;dur=${check}, behave;dur=${behave}, total;dur=${entry.durationMs}`,
  );
});

test('by what the world was selected', async () => {
  await look(mock.app, WAITING);
  await look(mock.app, WAITING).set('X-Mock-World', 'bob');
  const of = async (world: string) =>
    (await request(mock.app).get('/__admin/requests').set('X-Mock-World', world)).body.items;
  expect(await of('default')).toMatchObject([{ world: 'default', worldBy: 'default' }]);
  expect(await of('bob')).toMatchObject([{ world: 'bob', worldBy: 'header' }]);
});

test('a refusal before anything was done has only a total', async () => {
  const answer = await request(mock.app).get('/api/runtime/nothing');
  expect(answer.headers['server-timing']).toMatch(/^total;dur=[\d.]+$/);
});

test('a world finds only its own, and in a path the world prefix does not count', async () => {
  await request(mock.app).post('/@carol/process/exec').set('X-API-Key', 'apk_demo_secret').send({});
  expect(await found({ path: '/process/exec' })).toEqual([]);
  const { body } = await request(mock.app)
    .post('/@carol/__admin/requests/find')
    .send({ path: '/process/exec' });
  expect(body.items).toHaveLength(1);
  await request(mock.app).delete('/__admin/requests');
  const after = await request(mock.app).post('/@carol/__admin/requests/count').send({});
  expect(after.body).toEqual({ count: 1 });
});

describe('a query that is none is refused, and says what there is', () => {
  test.each([
    [{ operation: 'x' }, '"operation" is not known here, but operationId, api,'],
    [{ operationId: 'startProces' }, /There is no operation "startProces", but .*startProcessByBuild,/],
    [{ api: 'flow' }, /There is no API "flow", but (flowx, apptor|apptor, flowx)/],
    [{ status: '404' }, 'status is a status from 100 to 599'],
    [{ status: 4040 }, 'status is a status'],
    [{ method: 5 }, 'method is'],
    [{ path: 'process/exec' }, 'path is a path that begins with "/"'],
    [{ path: '/process/exec?a=b' }, 'path is'],
    [{ bodyContains: '' }, 'bodyContains is'],
    [[], 'a JSON object with any of operationId'],
  ])('%j', async (query, text) => {
    for (const what of ['find', 'count']) {
      const { status, body } = await find(query, what);
      expect(status).toBe(400);
      expect(body.detail).toMatch(text);
    }
  });

  test('a query that is not sent as JSON', async () => {
    const { status, body } = await request(mock.app)
      .post('/__admin/requests/find')
      .type('form')
      .send('{"status":404}');
    expect(status).toBe(400);
    expect(body.detail).toContain('Content-Type: application/json');
  });
});
