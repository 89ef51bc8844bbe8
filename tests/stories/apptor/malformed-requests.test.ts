// Requests that apptor flow cannot read, in both of the dialects that its pages show: 400, and 422 with `errors`.
import { beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { explained } from '../journal.ts';
import { answerTask, DEMO, execute, FLOW, look, startAsSystem, WAITING } from './calls.ts';
import { expectRefused } from './refused.ts';

let plain: InProcess;
let detailed: InProcess;

beforeAll(async () => {
  plain = await inProcess();
  detailed = await inProcess({ validationStatus: { apptor: 422 } });
});

const raw = (mock: InProcess, body: string, type = 'application/json', path = '/process/exec') =>
  request(mock.app).post(path).set('X-API-Key', DEMO).set('Content-Type', type).send(body);

/** Field, message, and the keyword that was broken at the pointer. */
type Broken = [field: string, message: string, keyword: string, pointer: string];

/** The same wrong request in both dialects. */
async function expectBroken(
  call: (mock: InProcess) => PromiseLike<Response>,
  path: string,
  broken: Broken[],
) {
  const inPlain = await call(plain);
  const clauses = inPlain.body.message.replace('Validation failed: ', '').split('; ');
  expect(clauses).toHaveLength(broken.length);
  broken.forEach(([field], index) => {
    expect(clauses[index]).toContain(field === 'body' ? 'the body' : `'${field}'`);
  });
  const wanted = { status: 400, message: /^Validation failed: /, path, name: 'violation' };
  const { violations } = await expectRefused(plain.app, inPlain, wanted);
  expect(violations.map(({ keyword, pointer }) => [keyword, pointer])).toEqual(
    broken.map(([, , keyword, pointer]) => [keyword, pointer]),
  );
  const inDetail = await call(detailed);
  expect(inDetail.status).toBe(422);
  expect(inDetail.body).toEqual({
    status: 422,
    message: 'Validation failed',
    errors: broken.map(([field, message]) => ({ field, message })),
    path,
    timestamp: '2026-06-01T12:00:00.000Z',
  });
  expect((await explained(detailed.app, inDetail)).violations).toEqual(violations);
}

describe('fields', () => {
  test('a start without processId is refused', () =>
    expectBroken((mock) => execute(mock.app, {}), '/process/exec', [
      ['processId', 'must not be null', 'required', '/processId'],
    ]));

  test.each(['', '   '])('a blank processId %j is refused', (processId) =>
    expectBroken((mock) => execute(mock.app, { processId }), '/process/exec', [
      ['processId', 'must not be blank', 'pattern', '/processId'],
    ]),
  );

  test('fields of the wrong types are refused, all of them at once', () =>
    expectBroken(
      (mock) => startAsSystem(mock.app, { processId: 7, correlationKey: [], data: 'x' }),
      '/process/start',
      [
        ['processId', 'must be a string', 'type', '/processId'],
        ['correlationKey', 'must be a string', 'type', '/correlationKey'],
        ['data', 'must be an object', 'type', '/data'],
      ],
    ));

  test('a bad environment is refused with those there are', () =>
    expectBroken((mock) => execute(mock.app, FLOW, DEMO, '?environment=STAGING'), '/process/exec', [
      ['environment', 'must be one of DEVELOPMENT, PRODUCTION', 'enum', '/environment'],
    ]));

  test('a bad action is refused with those there are', () =>
    expectBroken((mock) => answerTask(mock.app, WAITING, { action: 'APPROVE' }), '/process/task', [
      ['action', 'must be one of COMPLETE, CANCEL', 'enum', '/action'],
    ]));

  test('a task that says nothing is refused for each thing it does not say', () =>
    expectBroken(
      (mock) => raw(mock, '{}', 'application/json', '/process/task'),
      '/process/task',
      ['processInstanceId', 'nodeId', 'action'].map((field) => [
        field,
        'must not be null',
        'required',
        `/${field}`,
      ]),
    ));

  test.each(['[]', '"x"', 'null'])('%s is no object, and refused for that', (text) =>
    expectBroken((mock) => raw(mock, text), '/process/exec', [['body', 'must be an object', 'type', '']]),
  );
});

describe('malformed JSON', () => {
  const wanted = { path: '/process/exec', name: 'malformed-json' };

  test.each(['{"processId": ', '{processId: 1}', ''])('%j is refused in both dialects', async (text) => {
    const message = /^Invalid request body: JSON parse error: \S/;
    await expectRefused(plain.app, await raw(plain, text), { ...wanted, status: 400, message });
    const { status, body } = await raw(detailed, text);
    expect(status).toBe(422);
    expect(body).toMatchObject({ status: 422, message: 'Validation failed', path: '/process/exec' });
    expect(body.errors).toEqual([{ field: 'body', message: expect.stringMatching(message) }]);
  });
});

describe('in both dialects alike', () => {
  test.each([
    ['text/plain', /^Unsupported media type: text\/plain; send application\/json$/],
    ['application/xml', /^Unsupported media type: application\/xml; send application\/json$/],
  ])('a body of %s is refused', async (type, message) => {
    const wanted = { status: 415, message, path: '/process/exec', name: 'unsupported-media-type' };
    for (const mock of [plain, detailed]) await expectRefused(mock.app, await raw(mock, '{}', type), wanted);
  });

  test('a body over 1 MB is too large', async () => {
    const text = JSON.stringify({ processId: FLOW, data: { text: 'x'.repeat(1024 * 1024) } });
    const message = 'Content too large: the body may have 1048576 bytes';
    const wanted = { status: 413, message, path: '/process/exec', name: 'body-too-large' };
    for (const mock of [plain, detailed]) await expectRefused(mock.app, await raw(mock, text), wanted);
  });

  test('the wrong method is told the right one', async () => {
    for (const { app } of [plain, detailed]) {
      const answer = await request(app).put('/process/exec?environment=PRODUCTION').set('X-API-Key', DEMO);
      const message = 'Method not allowed: PUT; this path answers POST';
      await expectRefused(app, answer, {
        status: 405,
        message,
        path: '/process/exec',
        name: 'method-not-allowed',
      });
      expect(answer.headers.allow).toBe('POST');
      expect((await request(app).delete('/process/instance/x')).headers.allow).toBe('GET');
    }
  });

  test('a path without operation is refused', async () => {
    const message = 'Not found: GET /process/nothing has no operation';
    const wanted = { status: 404, message, path: '/process/nothing', name: 'unknown-path' };
    for (const { app } of [plain, detailed]) {
      const answer = await request(app).get('/process/nothing?limit=1').set('X-API-Key', DEMO);
      await expectRefused(app, answer, wanted);
    }
  });

  test('an unknown instance stays 404 with 422 chosen', async () => {
    expect((await look(detailed.app, 'nowhere')).status).toBe(404);
  });
});
