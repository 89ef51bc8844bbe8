// The clock of a world: how it is moved, and what it refuses.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client, sure } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';

let server: Listening;
let client: Client;
beforeAll(async () => {
  server = await listening();
  client = new Client(server.url);
});
afterAll(() => server.close());
beforeEach(() => client.reset());

const clock = async () => sure(await client.admin('GET', '/clock')).body;
const set = (to: unknown) => client.admin('POST', '/clock/set', { body: { to } });
const advance = (by: unknown) => client.admin('POST', '/clock/advance', { body: { by } });

test('it runs with real time, stands, is moved, and goes on from where it is', async () => {
  expect(await clock()).toEqual({ now: '2026-06-01T12:00:00.000Z', mode: 'running' });
  server.time.now += 1000;
  expect((await clock()).now).toBe('2026-06-01T12:00:01.000Z');
  const frozen = await client.admin('POST', '/clock/freeze');
  expect(frozen.body).toEqual({ now: '2026-06-01T12:00:01.000Z', mode: 'frozen' });
  server.time.now += 5000;
  expect(await clock()).toEqual(frozen.body);
  expect((await advance('PT2H')).body).toEqual({ now: '2026-06-01T14:00:01.000Z', mode: 'frozen' });
  expect((await set('2027-01-01T00:00:00+01:00')).body).toEqual({
    now: '2026-12-31T23:00:00.000Z',
    mode: 'frozen',
  });
  const running = await client.admin('POST', '/clock/run');
  expect(running.body).toEqual({ now: '2026-12-31T23:00:00.000Z', mode: 'running' });
  server.time.now += 250;
  expect((await advance('P1D')).body).toEqual({ now: '2027-01-01T23:00:00.250Z', mode: 'running' });
  server.time.now += 250;
  expect((await clock()).now).toBe('2027-01-01T23:00:00.500Z');
});

test('freezing what is frozen and running what runs changes nothing', async () => {
  const running = await client.admin('POST', '/clock/run');
  expect(running.body).toEqual({ now: (await clock()).now, mode: 'running' });
  await client.freeze();
  const frozen = await client.admin('POST', '/clock/freeze');
  expect(frozen.body).toEqual(await clock());
});

test('going back is refused with the time it is, and nothing moves', async () => {
  await client.freeze();
  const before = await clock();
  const answer = await set('2026-06-01T11:59:59.999Z');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'application/problem+json']);
  expect(answer.body).toMatchObject({
    status: 409,
    now: before.now,
    detail: `time does not go back: it is ${before.now} already; reset the world to begin anew.`,
  });
  expect(await clock()).toEqual(before);
  expect((await set(before.now)).status).toBe(200);
});

test.each([
  ['P1M', 400, /months or years, which have no fixed length; count in days\.$/],
  ['P1Y', 400, /no fixed length/],
  ['-PT1H', 400, /time goes forward only\.$/],
  ['1h', 400, /is not an ISO 8601 duration such as PT2H/],
  ['PT1Hjunk', 400, /is not an ISO 8601 duration/],
  ['P9999999999999D', 409, /after 9999-12-31T23:59:59.999Z/],
  ['P3000000D', 409, /after 9999/],
])('advancing by %s is refused with %i', async (by, status, detail) => {
  await client.freeze();
  const before = await clock();
  const answer = await advance(by);
  expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
  expect(await clock()).toEqual(before);
});

test.each([
  ['tomorrow', 400],
  ['2026-07-01', 400],
  ['2026-02-30T00:00:00Z', 400],
  ['2026-07-01T00:00:00', 400],
])('setting to %s is refused with %i', async (to, status) => {
  expect((await set(to)).status).toBe(status);
});

test.each([
  ['/clock/advance', '{}', /\{"by":"PT2H"\}/],
  ['/clock/advance', '{"by":7200}', /\{"by":"PT2H"\}/],
  ['/clock/advance', '[]', /\{"by":"PT2H"\}/],
  ['/clock/advance', '{"by"', /not JSON/],
  ['/clock/advance', 'null', /is null; send a JSON object/],
  ['/clock/advance', '"PT2H"', /is "PT2H"; send a JSON object/],
  ['/clock/set', '{"by":"PT1H"}', /\{"to":"/],
  ['/clock/set', '{"to":null}', /\{"to":"/],
])('%s with %s says what to send', async (path, body, detail) => {
  const answer = await client.admin('POST', path, { body });
  expect([answer.status, answer.body.detail]).toEqual([400, expect.stringMatching(detail)]);
});

test('a move without a body says what to send', async () => {
  const answer = await client.admin('POST', '/clock/advance');
  expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('{"by":"PT2H"}')]);
});

test('at the end of time all still answers, and what is due after it is not skipped to', async () => {
  await set('9999-12-31T23:59:59.000Z');
  server.time.now += 3_600_000;
  const id = await client.run('quick-flow');
  expect((await client.look(id)).body).toMatchObject({ stateCd: 0, startTime: '9999-12-31T23:59:59.999Z' });
  const answer = await client.admin('GET', `/instances/${id}?state=completed&skip=true`);
  expect([answer.status, answer.body.state]).toEqual([409, 'running']);
});

test('sixty times an hour and once sixty hours give the same bytes', async () => {
  const tell = async (world: string, moves: string[]): Promise<string> => {
    const mine = client.world(world);
    await mine.freeze();
    const ids = [
      await mine.start('customer_onboarding', { a: 1 }),
      await mine.start('quick_check'),
      await mine.run('failing-flow'),
      await mine.run('your-flow-uuid'),
    ];
    for (const by of moves) {
      await mine.advance(by);
      // Every look may write down what fell due; that must not show.
      for (const id of ids) await mine.instance(id);
    }
    return (await mine.admin('GET', '/instances')).text;
  };
  const hours = await tell('hours', Array(60).fill('PT1H'));
  expect(await tell('at-once', ['PT60H'])).toBe(hours);
  expect(hours).toContain('"to":"decision"');
});
