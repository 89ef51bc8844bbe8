// T3: at the same moment of the clock the same wrong request gets the same bytes, with all its violations.
import { beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import request, { type Response } from 'supertest';
import { type InProcess, inProcess, NOON } from '../in-process.ts';
import { DEMO } from './apptor/calls.ts';
import { byBuild, byName, copying, TOKEN } from './flowx/calls.ts';

jest.setTimeout(60_000);

let one: InProcess;
let other: InProcess;

beforeAll(async () => {
  one = await inProcess({ seed: 'one' });
  other = await inProcess({ seed: 'other' });
});

interface Wrong {
  method: 'get' | 'post' | 'put';
  path: string;
  headers: Record<string, string>;
  body: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FLOWX = { ...JSON_TYPE, Authorization: TOKEN };
const APPTOR = { ...JSON_TYPE, 'X-API-Key': DEMO };

const WRONG: [what: string, wrong: Wrong, violations: number][] = [
  ['no credentials', { method: 'post', path: byName(), headers: JSON_TYPE, body: '{}' }, 0],
  ['malformed JSON', { method: 'post', path: byName(), headers: FLOWX, body: '{' }, 0],
  [
    'a header missing and a type wrong',
    { method: 'post', path: byBuild(), headers: FLOWX, body: '{"startCondition":1}' },
    2,
  ],
  [
    'start data wrong twice',
    {
      method: 'post',
      path: byName({ process: 'loan_application' }),
      headers: FLOWX,
      body: '{"loanAmount":"x"}',
    },
    2,
  ],
  ['an unknown source', { method: 'post', path: copying('nowhere'), headers: FLOWX, body: '{}' }, 0],
  ['no such path', { method: 'get', path: '/api/runtime/x', headers: FLOWX, body: '' }, 0],
  ['a wrong method', { method: 'put', path: '/process/exec', headers: APPTOR, body: '{}' }, 0],
  ['three fields missing', { method: 'post', path: '/process/task', headers: APPTOR, body: '{}' }, 3],
  [
    'query and body wrong',
    {
      method: 'post',
      path: '/process/exec?environment=X&versionNumber=%20',
      headers: APPTOR,
      body: '{"processId":1,"data":[]}',
    },
    4,
  ],
  [
    'a key unknown',
    { method: 'get', path: '/process/instance/x', headers: { 'X-API-Key': 'apk_no_body' }, body: '' },
    0,
  ],
  ['nothing of either product', { method: 'get', path: '/elsewhere', headers: {}, body: '' }, 0],
];

async function sent({ app }: InProcess, { method, path, headers, body }: Wrong): Promise<Response> {
  const call = request(app)[method](path).set(headers);
  return body === '' ? call : call.send(body);
}

/** Everything but what counts requests and names the moment of sending. */
const OF_THE_MOMENT = new Set(['date', 'x-mock-request', 'connection', 'keep-alive', 'server-timing']);

function bytesOf({ status, text, headers }: Response): string {
  const told = Object.entries(headers).filter(([name]) => !OF_THE_MOMENT.has(name));
  return JSON.stringify([status, told, text]);
}

test.each(WRONG)('%s', async (_, wrong, violations) => {
  const first = await sent(one, wrong);
  expect(first.status).toBeGreaterThanOrEqual(400);
  expect(first.status).toBeLessThan(500);
  expect(Number(first.headers['x-mock-violations'] ?? 0)).toBe(violations);
  await request(one.app).post(byName()).set(FLOWX).send('{}');
  expect(bytesOf(await sent(one, wrong))).toBe(bytesOf(first));
  expect(bytesOf(await sent(other, wrong))).toBe(bytesOf(first));
});

test('another moment changes the timestamp and nothing else', async () => {
  const wrong: Wrong = { method: 'post', path: '/process/task', headers: APPTOR, body: '{}' };
  // A server of its own: a world that has seen a moment does not go back before it.
  const third = await inProcess({ reuse: true });
  const first = await sent(third, wrong);
  third.time.now = NOON + 1_000;
  const later = await sent(third, wrong);
  expect(later.text).not.toBe(first.text);
  expect(later.text).toBe(first.text.replace('12:00:00.000Z', '12:00:01.000Z'));
});

test('whatever JSON a task is, both servers say the same to it, and never 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (body) => {
      const wrong: Wrong = { method: 'post', path: '/process/task', headers: APPTOR, body };
      const [here, there] = [await sent(one, wrong), await sent(other, wrong)];
      expect(here.status).toBeGreaterThanOrEqual(400);
      expect(here.status).toBeLessThan(500);
      expect(bytesOf(there)).toBe(bytesOf(here));
    }),
    { numRuns: 40, seed: 3 },
  );
});
