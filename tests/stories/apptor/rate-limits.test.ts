// A key that is used too often gets the documented 429, and works again when its window has passed.
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { explained } from '../journal.ts';
import { DEMO, execute, FLOW, look, WAITING } from './calls.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

beforeEach(async () => {
  mock.time.now = NOON;
  await request(mock.app).post('/__admin/reset');
});

const MINUTE = 60_000;

/** The exact body of the page; it has none of the four members of other refusals. */
async function expectLimited(answer: Response, retryAfter: number, reason: string): Promise<void> {
  expect(answer.status).toBe(429);
  expect(answer.headers['content-type']).toBe('application/json');
  expect(answer.headers['retry-after']).toBe(String(retryAfter));
  expect(answer.text).toBe(
    `{"error":"RATE_LIMIT_EXCEEDED","message":"API key rate limit exceeded. Retry after ${retryAfter} seconds.","retryAfter":${retryAfter}}`,
  );
  const { refusal } = await explained(mock.app, answer);
  expect(refusal).toEqual({ name: 'rate-limited', reason });
}

async function used(key: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count < times; count += 1) statuses.push((await look(mock.app, WAITING, key)).status);
  return statuses;
}

test('five calls a minute pass, the sixth is refused, and the next minute begins anew', async () => {
  const key = 'apk_limited_secret';
  const reason = 'key limited may be used 5 times a minute';
  expect(await used(key, 5)).toEqual([200, 200, 200, 200, 200]);
  await expectLimited(await look(mock.app, WAITING, key), 60, reason);
  mock.time.now = NOON + MINUTE - 1;
  await expectLimited(await execute(mock.app, FLOW, key), 60, reason);
  mock.time.now = NOON + MINUTE;
  expect(await used(key, 6)).toEqual([200, 200, 200, 200, 200, 429]);
});

test('a limit per hour is counted across minutes, and the next hour begins anew', async () => {
  const key = 'apk_hourly_secret';
  expect(await used(key, 10)).not.toContain(429);
  mock.time.now = NOON + 30 * MINUTE;
  expect(await used(key, 10)).not.toContain(429);
  mock.time.now = NOON + 59 * MINUTE;
  await expectLimited(await look(mock.app, WAITING, key), 3600, 'key hourly may be used 20 times an hour');
  mock.time.now = NOON + 60 * MINUTE;
  expect(await used(key, 1)).toEqual([200]);
});

test('one key does not use up the calls of another', async () => {
  await used('apk_limited_secret', 6);
  expect(await used(DEMO, 30)).not.toContain(429);
});

test('a wrong secret does not use up the calls of its key', async () => {
  expect(await used('apk_limited_guess', 10)).not.toContain(429);
  expect(await used('apk_limited_secret', 5)).not.toContain(429);
});
