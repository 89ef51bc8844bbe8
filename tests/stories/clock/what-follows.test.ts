// What follows the world's clock: times in answers, dates of tokens and keys, rate limits, refusals, the journal.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { APPLICATION, Client, sure, WORKSPACE } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';

let server: Listening;
let client: Client;
beforeAll(async () => {
  server = await listening({ now: Date.parse('2025-12-31T23:59:00.000Z') });
  client = new Client(server.url);
});
afterAll(() => server.close());
beforeEach(async () => {
  await client.reset();
  await client.freeze();
});

test('times in answers, refusals and the journal are those of the world', async () => {
  await client.advance('P1DT1M');
  const started = sure(await client.exec('your-flow-uuid'));
  expect(started.body.startTime).toBe('2026-01-02T00:00:00.000Z');
  const refused = await client.exec('no-such-flow');
  expect(refused.body.timestamp).toBe('2026-01-02T00:00:00.000Z');
  const { body } = await client.admin('GET', `/requests/${refused.headers.get('x-mock-request')}`);
  expect(body.at).toBe('2026-01-02T00:00:00.000Z');
});

const token = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify(claims), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

test('a JWT runs out, and comes into force, by the clock', async () => {
  const at = (text: string): number => Date.parse(text) / 1000;
  const ask = async (claims: object) => {
    const path = `/api/runtime/wks/${WORKSPACE}/app/${APPLICATION}/build/info`;
    return (
      await client.call('GET', path, {
        headers: { Authorization: `Bearer ${token(claims)}`, 'Flowx-Platform': 'web' },
      })
    ).status;
  };
  const short = { exp: at('2026-01-01T00:00:00Z') };
  const later = { nbf: at('2026-01-01T00:00:00Z') };
  expect([await ask(short), await ask(later)]).toEqual([200, 401]);
  await client.advance('PT1M');
  expect([await ask(short), await ask(later)]).toEqual([401, 200]);
});

test('a key expires by the clock', async () => {
  expect((await client.exec('quick-flow', {}, 'apk_expired_secret')).status).toBe(200);
  await client.advance('PT1M');
  const expired = await client.exec('quick-flow', {}, 'apk_expired_secret');
  expect([expired.status, expired.body.path]).toEqual([401, '/process/exec']);
});

test('rate limits count in minutes and hours of the clock', async () => {
  const statuses = async (key: string, times: number) => {
    const all = [];
    for (let call = 0; call < times; call += 1) all.push((await client.exec('quick-flow', {}, key)).status);
    return all.join(' ');
  };
  const limited = 'apk_limited_secret';
  expect(await statuses(limited, 6)).toBe('200 200 200 200 200 429');
  server.time.now += 3_600_000;
  expect(await statuses(limited, 1)).toBe('429');
  await client.advance('PT1M');
  expect(await statuses(limited, 6)).toBe('200 200 200 200 200 429');
  const hourly = 'apk_hourly_secret';
  expect(await statuses(hourly, 21)).toMatch(/^(200 ){20}429$/);
  await client.advance('PT30M');
  expect(await statuses(hourly, 1)).toBe('429');
  await client.advance('PT30M');
  expect(await statuses(hourly, 1)).toBe('200');
});
