// One request says for itself how it wants to be answered.
import { beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { type Edit, edited, thirdApi } from '../../third-api.ts';
import { DEMO, execute, FLOW, look, WAITING } from '../apptor/calls.ts';
import {
  buildInfo,
  buildInfoOf,
  byBuild,
  byName,
  copying,
  get,
  INSTANCE,
  inheriting,
  post,
} from '../flowx/calls.ts';
import { entryOf } from '../journal.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess({ contracts: [thirdApi] });
});

const started = async () => (await request(mock.app).get('/__admin/instances?limit=1000')).body.items.length;

type Call = () => request.Test;
const OPERATIONS: [string, Call][] = [
  ['startProcessByBuild', () => post(mock.app, byBuild())],
  ['startProcessByName', () => post(mock.app, byName())],
  ['startProcessCopyingData', () => post(mock.app, copying(INSTANCE))],
  ['startProcessInheriting', () => post(mock.app, inheriting(INSTANCE))],
  ['getBuildInfo', () => get(mock.app, buildInfo())],
  ['getBuildInfoByProcessInstance', () => get(mock.app, buildInfoOf(INSTANCE))],
  ['executeWorkflow', () => execute(mock.app)],
  [
    'startWorkflow',
    () =>
      request(mock.app)
        .post('/process/start')
        .set('X-API-Key', 'apk_system_secret')
        .send({ processId: FLOW }),
  ],
  [
    'completeTask',
    () =>
      request(mock.app)
        .post('/process/task')
        .set('X-API-Key', DEMO)
        .send({ processInstanceId: WAITING, nodeId: 'approval-step', action: 'COMPLETE' }),
  ],
  ['getInstance', () => look(mock.app, WAITING)],
];
const STATUSES = [400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503, 507];

describe.each(OPERATIONS)('%s', (operationId, call) => {
  test.each(STATUSES)(
    'code=%i is the refusal of the product, keeps the contract, and does nothing',
    async (code) => {
      const before = await started();
      const answer = await call().set('Prefer', `code=${code}`);
      expect(answer.status).toBe(code);
      expect(answer.headers).toMatchObject({
        'x-mock-source': 'fault',
        'preference-applied': `code=${code}`,
      });
      const entry = await entryOf(mock.app, answer);
      expect(entry).toMatchObject({
        operationId,
        status: code,
        source: 'fault',
        refusal: { name: 'injected' },
      });
      expect(entry).not.toHaveProperty('defects');
      expect(entry).toMatchObject({ fault: { code, by: { preference: `code=${code}` } } });
      expect(await started()).toBe(before);
    },
  );

  test('code=200 is the example, generated with a seed, without effect', async () => {
    const before = await started();
    const example = await call().set('Prefer', 'code=200');
    expect([example.status, example.headers['x-mock-source']]).toEqual([200, 'example']);
    const [one, same] = [
      await call().set('Prefer', 'code=200, seed=a'),
      await call().set('Prefer', 'seed=a'),
    ];
    expect([one.status, one.headers['x-mock-source']]).toEqual([200, 'generated']);
    expect(same.text).toBe(one.text);
    expect(await started()).toBe(before);
  });
});

test('another seed gives other data', async () => {
  const seeded = (seed: string) => look(mock.app, WAITING).set('Prefer', `seed=${seed}`);
  expect((await seeded('a')).text).not.toBe((await seeded('b')).text);
});

test('422 is the second documented body of apptor flow', async () => {
  const answer = await execute(mock.app).set('Prefer', 'code=422');
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({
    status: 422,
    message: 'Validation failed',
    errors: [{ field: 'body' }],
  });
});

test('a refusal that is asked for has what a real one has', async () => {
  const limited = await execute(mock.app).set('Prefer', 'code=429');
  expect(limited.body).toEqual({
    error: 'RATE_LIMIT_EXCEEDED',
    message: 'API key rate limit exceeded. Retry after 60 seconds.',
    retryAfter: 60,
  });
  expect(limited.headers['retry-after']).toBe('60');
  const unavailable = await post(mock.app, byBuild()).set('Prefer', 'code=503');
  expect(unavailable.headers['retry-after']).toBe('5');
  expect(unavailable.body).toMatchObject({
    status: 503,
    errorKey: 'error.http.503',
    title: 'Service Unavailable',
  });
  expect(unavailable.body.detail).toContain('Prefer: code=503');
  for (const call of [look(mock.app, WAITING), get(mock.app, buildInfo())])
    expect((await call.set('Prefer', 'code=405')).headers.allow).toBe('GET');
  const unauthorized = await get(mock.app, buildInfo()).set('Prefer', 'code=401');
  expect(unauthorized.headers['www-authenticate']).toBe('Bearer');
});

test('a refusal is given whatever else the request is; an answer of 2xx only to a right one', async () => {
  const nobody = () => request(mock.app).post('/process/exec');
  expect((await nobody().set('Prefer', 'code=503')).status).toBe(503);
  const wrong = await nobody().set('Prefer', 'code=200');
  expect([wrong.status, wrong.headers['x-mock-source']]).toEqual([401, 'refusal']);
  expect(wrong.headers).not.toHaveProperty('preference-applied');
});

test('the query says it for clients that cannot set headers; the header beats it', async () => {
  const answer = await look(mock.app, `${WAITING}`).query({ __code: '404' });
  expect([answer.status, answer.headers['preference-applied']]).toEqual([404, 'code=404']);
  const both = await look(mock.app, WAITING)
    .query({ __code: '404', __seed: 'x y' })
    .set('Prefer', 'code=409');
  expect([both.status, both.headers['preference-applied']]).toEqual([409, 'code=409, seed="x y"']);
  const twice = await look(mock.app, WAITING).query('__code=404&__code=500');
  expect(twice.status).toBe(404);
});

test('those parameters are not part of the request: a contract that has one of that name does not see it', async () => {
  const edits: Edit[] = [['library/operations/list-books.yaml', '- name: limit', '- name: __delay']];
  await edited(thirdApi, edits, async (contracts) => {
    const { app } = await inProcess({ contracts: [contracts] });
    const list = request(app).get('/library/v1/shelves/7/books?__delay=51').set('X-Library-Key', 'let-me-in');
    const answer = await list;
    expect([answer.status, answer.headers['preference-applied']]).toEqual([200, 'delay=51']);
    expect((await entryOf(app, answer)).url).toContain('__delay=51');
  });
});

test.each([
  ['example=unknownProcess', 404, 'Process definition not found.'],
  ['code=400, example=startDataInvalid', 400, 'Some mandatory params are missing.'],
  ['example=startNodeMissing', 400, 'Start node for process definition not found.'],
])('%s is the named example of the contract', async (prefer, status, title) => {
  const answer = await post(mock.app, byBuild()).set('Prefer', prefer);
  expect([answer.status, answer.body.title, answer.headers['x-mock-source']]).toEqual([
    status,
    title,
    'fault',
  ]);
  expect(answer.headers['preference-applied']).toBe(prefer);
});

test('unknown preferences are ignored, and so is the order of the known ones', async () => {
  const answer = await look(mock.app, WAITING).set('Prefer', 'respond-async, delay=1; x=y, handling=lenient');
  expect([answer.status, answer.headers['preference-applied']]).toEqual([200, 'delay=1']);
  const plain = await look(mock.app, WAITING).set('Prefer', 'return=minimal');
  expect(plain.status).toBe(200);
  expect(plain.headers).not.toHaveProperty('preference-applied');
});

test.each([
  ['code=418', 'executeWorkflow declares 200, 400, 401'],
  ['code=99', 'executeWorkflow declares'],
  ['code=abc', 'executeWorkflow declares'],
  ['code', 'executeWorkflow declares'],
  ['example=nothing', 'executeWorkflow has started (200), required-field (400)'],
  ['code=404, example=started', 'executeWorkflow has unknown-flow (404)'],
  ['code=405, example=started', 'executeWorkflow has example (405)'],
  ['code=400, example=started', 'executeWorkflow has required-field (400)'],
  ['delay=soon', 'it is milliseconds, from 0 to 600000'],
  ['delay=-1', 'it is milliseconds'],
  ['delay=600001', 'it is milliseconds'],
  ['fault=explode', 'there is reset, empty, truncate, garbage, drip, stall'],
  ['fault=reset, code=503', 'it sends no answer'],
  ['seed=""', 'printable characters'],
])('"%s" is refused with what there is', async (prefer, reason) => {
  const before = await started();
  const answer = await execute(mock.app).set('Prefer', prefer);
  expect([answer.status, answer.headers['x-mock-source']]).toEqual([400, 'refusal']);
  expect(answer.body.message).toContain(reason);
  expect(answer.headers).not.toHaveProperty('preference-applied');
  expect(await entryOf(mock.app, answer)).toMatchObject({ refusal: { name: 'preference-impossible' } });
  expect(await started()).toBe(before);
});

test('the same in the words of FlowX', async () => {
  const { status, body } = await get(mock.app, buildInfo()).set('Prefer', 'code=418');
  expect([status, body.errorKey]).toEqual([400, 'error.http.400']);
  expect(body.detail).toContain('getBuildInfo declares 200, 400, 401');
});

test('a contract that declares less is held to what it declares, and a refusal of it has its envelope', async () => {
  const book = (prefer: string) =>
    request(mock.app)
      .get('/library/v1/books/9780140449136')
      .set({ 'X-Library-Key': 'let-me-in', Prefer: prefer });
  const impossible = await book('code=503');
  expect(impossible.status).toBe(400);
  expect(impossible.body.error.detail).toContain('getBook declares 200, 404');
  const refused = await book('code=404');
  expect([refused.status, refused.body.error.code, refused.body.error.branch]).toEqual([
    404,
    'unknown-path',
    'Main Street',
  ]);
  const whatever = await request(mock.app).get('/library/v1/opening-hours').set('Prefer', 'code=503');
  expect([whatever.status, whatever.text, whatever.headers['x-mock-source']]).toEqual([
    503,
    'From nine to five',
    'fault',
  ]);
});

test('delay makes the normal answer late', async () => {
  const before = Date.now();
  const answer = await execute(mock.app).set('Prefer', 'delay=150');
  expect(Date.now() - before).toBeGreaterThanOrEqual(145);
  expect([answer.status, answer.headers['x-mock-source']]).toEqual([200, 'behaviour']);
  expect(await entryOf(mock.app, answer)).toMatchObject({ fault: { delay: 150 }, status: 200 });
});

test('a page of another origin reads a refusal that was asked for, too', async () => {
  const answer = await execute(mock.app).set({ Origin: 'https://shop.example', Prefer: 'code=503' });
  expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example');
});
