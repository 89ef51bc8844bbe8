// How long a client is to wait before it tries again can be asked for, with a preference and with a fault.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { FLOW, look, WAITING } from '../apptor/calls.ts';
import { buildInfo, get } from '../flowx/calls.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess({ reuse: true });
});

test.each([
  ['code=429, retryAfter=5', 429, '5'],
  ['code=503, retryAfter=0', 503, '0'],
  ['code=429', 429, '60'],
  ['code=404, retryAfter=7', 404, '7'],
])('Prefer: %s', async (prefer, status, seconds) => {
  const answer = await look(mock.app, WAITING).set('Prefer', prefer);
  expect([answer.status, answer.headers['retry-after']]).toEqual([status, seconds]);
});

test('the query says the same', async () => {
  const answer = await get(mock.app, `${buildInfo()}?__code=429&__retryAfter=9`);
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '9']);
});

test.each(['retryAfter=5', 'code=200, retryAfter=5', 'code=429, retryAfter=soon', 'code=429, retryAfter=-1'])(
  'what cannot be had is refused: %s',
  async (prefer) => {
    const answer = await look(mock.app, WAITING).set('Prefer', prefer);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(/retryAfter=/);
  },
);

test('a fault has it as a member, and only with a code or refusal', async () => {
  const put = (faults: object[]) => request(mock.app).put('/@slow/__admin/faults').send(faults);
  expect((await put([{ api: 'apptor', code: 503, retryAfter: 12, times: 1 }])).status).toBeLessThan(300);
  const answer = await look(mock.app, WAITING).set('X-Mock-World', 'slow');
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '12']);
  expect((await put([{ api: 'apptor', delay: 5, retryAfter: 12 }])).status).toBe(400);
  expect((await put([{ api: 'apptor', code: 503, retryAfter: '12' }])).status).toBe(400);
  expect(FLOW).not.toBe('');
});
