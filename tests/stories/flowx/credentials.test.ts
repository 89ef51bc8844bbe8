// Who may call FlowX: any bearer of a token, unless the token itself says that its time is over or has not come.
import { beforeEach, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { entryOf } from '../journal.ts';
import { bearer } from '../jwt.ts';
import { BUILD, buildInfo, byName } from './calls.ts';
import { expectRefused } from './refused.ts';

let mock: InProcess;

// Some move the clock, and no world goes back.
beforeEach(async () => {
  mock = await inProcess({ reuse: true });
});

/** The same wrong credentials on a GET and on a POST. */
async function refusedBoth(authorization: string | undefined, reason: RegExp, name: string): Promise<void> {
  const { app } = mock;
  for (const call of [request(app).get(buildInfo()), request(app).post(byName()).send({})]) {
    if (authorization !== undefined) call.set('Authorization', authorization);
    const answer = await call;
    await expectRefused(app, answer, { status: 401, title: 'Unauthorized', reason, name });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  }
}

async function accepted(authorization: string): Promise<string | undefined> {
  const answer = await request(mock.app).get(buildInfo()).set('Authorization', authorization);
  expect({ status: answer.status, build: answer.body.buildId }).toEqual({ status: 200, build: BUILD });
  return (await entryOf(mock.app, answer)).caller;
}

test('a user without Authorization is asked for a bearer token', () =>
  refusedBoth(undefined, /Expected: Authorization: Bearer <token>/, 'credentials-missing'));

test('a blank token is no token', () =>
  refusedBoth('Bearer   ', /the token is blank/, 'credentials-malformed'));

test('an empty Authorization is malformed', () =>
  refusedBoth('', /Authorization is not "Bearer"/, 'credentials-malformed'));

test.each([
  ['another scheme', 'Basic dXNlcjpwYXNz'],
  ['a token without its scheme', 'eyJhbGciOiJub25lIn0'],
  ['two tokens', 'Bearer one two'],
])('%s instead of one bearer token is malformed', (_, authorization) =>
  refusedBoth(authorization, /Authorization is not "Bearer", a space and a token/, 'credentials-malformed'),
);

test("a JWT is refused from its exp on, by the world's clock", async () => {
  const token = bearer({ sub: 'alice', exp: NOON / 1000 + 60 });
  mock.time.now = NOON + 59_999;
  expect(await accepted(token)).toBe('user alice');
  mock.time.now = NOON + 60_000;
  await refusedBoth(token, /expired at 2026-06-01T12:01:00\.000Z/, 'credentials-expired');
});

test('a JWT is refused until its nbf', async () => {
  const token = bearer({ sub: 'alice', nbf: NOON / 1000 + 60 });
  await refusedBoth(token, /valid from 2026-06-01T12:01:00\.000Z on/, 'credentials-not-yet-valid');
  mock.time.now = NOON + 60_000;
  await accepted(token);
});

test.each([
  ['any other word', 'Bearer demo'],
  ['the placeholder of the documentation', 'Bearer <token>'],
  ['a scheme in small letters', 'bearer demo'],
  ['a JWT without dates', bearer({ sub: 'alice' })],
])('%s is accepted', async (_, authorization) => {
  await accepted(authorization);
});
