// What the APIs make of tokens: `any`, `issued` and `strict`, in both of them, by the clock of the world.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SignJWT } from 'jose/jwt/sign';
import { FLOWX_START } from '../faults/raw.ts';
import { type Listening, listening } from '../listening.ts';
import { claimsOf } from './by-hand.ts';

const CONNECT = '/auth/realms/flowx/protocol/openid-connect';

let strict: Listening;
let usual: Listening;
let any: Listening;
beforeAll(async () => {
  const rule = (tokens: 'any' | 'strict') => ({ tokens: { flowx: { tokens }, apptor: { tokens } } });
  [strict, usual, any] = await Promise.all([listening(rule('strict')), listening(), listening(rule('any'))]);
});
afterAll(() => Promise.all([strict, usual, any].map((mock) => mock?.close())));

async function token(
  mock: Listening,
  user = 'anna',
  { prefix = '', realm = 'flowx', client = 'flowx-platform-authenticate' } = {},
) {
  const form = { grant_type: 'password', client_id: client, username: user, password: 'x', scope: 'openid' };
  const url = mock.url + prefix + CONNECT.replace('flowx', realm);
  const answer = await fetch(`${url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return (await answer.json()) as Record<string, string>;
}

async function start(
  mock: Listening,
  bearer: string | undefined,
  prefix = '',
  more: Record<string, string> = {},
) {
  const headers = {
    Authorization: `Bearer ${bearer}`,
    'Content-Type': 'application/json',
    'Flowx-Platform': 'web',
    ...more,
  };
  const answer = await fetch(mock.url + prefix + FLOWX_START, { method: 'POST', headers, body: '{}' });
  const { detail } = (await answer.json()) as { detail?: string };
  return { status: answer.status, detail, challenge: answer.headers.get('www-authenticate') };
}

async function execute(mock: Listening, bearer: string | undefined) {
  const headers = { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' };
  const body = '{"processId":"quick-flow","data":{}}';
  const answer = await fetch(`${mock.url}/process/exec`, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as { message?: string } };
}

const tampered = (jwt = '') => jwt.replace(/\.[^.]{4}/, (part) => (part === '.AAAA' ? '.BBBB' : '.AAAA'));
const resigned = (jwt = '') => `${jwt.slice(0, jwt.lastIndexOf('.'))}.${'A'.repeat(342)}`;

test('strict: its own tokens pass, each other one is refused with its own reason', async () => {
  const { access_token, id_token, refresh_token } = await token(strict);
  expect(await start(strict, access_token)).toMatchObject({ status: 200 });
  const foreign = await new SignJWT({ iss: 'https://elsewhere.example', exp: 4e9 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.alloc(32));
  const wrong: [string | undefined, RegExp][] = [
    ['opaque', /no token of this issuer/],
    [foreign, /no token of this issuer/],
    [resigned(access_token), /signature/],
    [tampered(access_token), /signature|issuer/],
    [id_token, /of type ID/],
    [refresh_token, /of type Refresh/],
  ];
  for (const [bearer, reason] of wrong) {
    const { status, detail, challenge } = await start(strict, bearer);
    expect([status, challenge]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(detail).toMatch(reason);
  }
});

test('issued: its own are verified, others are taken as they are', async () => {
  const { access_token, id_token } = await token(usual);
  expect([await start(usual, access_token), await start(usual, 'opaque')]).toMatchObject([
    { status: 200 },
    { status: 200 },
  ]);
  expect(await start(usual, resigned(access_token))).toMatchObject({ status: 401 });
  expect(await start(usual, id_token)).toMatchObject({ status: 401 });
});

test('any: nothing is verified but dates', async () => {
  const { access_token } = await token(any);
  expect(await start(any, resigned(access_token))).toMatchObject({ status: 200 });
});

test('31 minutes later the token has expired, and a refresh works', async () => {
  const { access_token, refresh_token = '' } = await token(usual);
  usual.time.now += 31 * 60_000;
  const refused = await start(usual, access_token);
  expect([refused.status, refused.detail]).toEqual([401, expect.stringContaining('expired')]);
  const form = { grant_type: 'refresh_token', client_id: 'flowx-platform-authenticate', refresh_token };
  const answer = await fetch(`${usual.url}${CONNECT}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token: fresh } = (await answer.json()) as Record<string, string>;
  expect(await start(usual, fresh)).toMatchObject({ status: 200 });
});

test('a few seconds do not matter', async () => {
  const { access_token } = await token(strict);
  strict.time.now += 30 * 60_000 + 4000;
  expect(await start(strict, access_token)).toMatchObject({ status: 200 });
  strict.time.now += 2000;
  expect(await start(strict, access_token)).toMatchObject({ status: 401 });
});

test('a world has its own tokens; those of the default one hold where a header chose the world', async () => {
  const [own, common] = [await token(usual, 'anna', { prefix: '/@alice' }), await token(usual)];
  expect(await start(usual, own.access_token, '/@alice')).toMatchObject({ status: 200 });
  expect(await start(usual, common.access_token, '/@alice')).toMatchObject({
    status: 401,
    detail: expect.stringContaining('of the world default'),
  });
  expect(await start(usual, own.access_token)).toMatchObject({
    status: 401,
    detail: expect.stringContaining('of the world alice'),
  });
  const chosen = { 'X-Mock-World': 'alice' };
  expect(await start(usual, common.access_token, '', chosen)).toMatchObject({ status: 200 });
  expect(await start(usual, own.access_token, '', chosen)).toMatchObject({ status: 200 });
});

test('by the product with permissions: what the token names, and 403 for the rest', async () => {
  const realm = { realm: 'apptor', client: 'apptor-ui' };
  const [olga, rami, sven] = [
    await token(strict, 'olga', realm),
    await token(strict, 'rami', realm),
    await token(strict, 'sven', realm),
  ];
  expect((await execute(strict, olga.access_token)).status).toBe(200);
  expect(await execute(strict, rami.access_token)).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('WORKFLOW_EXECUTE') },
  });
  // A flow of another organisation.
  expect((await execute(strict, sven.access_token)).status).toBe(404);
  expect((await execute(strict, 'opaque')).status).toBe(401);
});

const admin = (method: string, path: string) => fetch(`${usual.url}/__admin/${path}`, { method });

test.each(['reset', 'snapshots/before/load'])(
  'after %s who was logged in is so still, with tokens that have expired and a refresh that works',
  async (path) => {
    expect((await admin('PUT', 'snapshots/before')).ok).toBe(true);
    const { access_token, refresh_token = '' } = await token(usual);
    usual.time.now += 10 * 60_000;
    expect(await start(usual, access_token)).toMatchObject({ status: 200 });
    expect((await admin('POST', path)).ok).toBe(true);
    expect(await start(usual, access_token)).toMatchObject({
      status: 401,
      detail: expect.stringContaining('expired'),
    });
    const form = { grant_type: 'refresh_token', client_id: 'flowx-platform-authenticate', refresh_token };
    const answer = await fetch(`${usual.url}${CONNECT}/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    expect(answer.status).toBe(200);
    const { access_token: fresh } = (await answer.json()) as Record<string, string>;
    expect(await start(usual, fresh)).toMatchObject({ status: 200 });
    const { items } = (await (await admin('GET', 'sessions')).json()) as { items: { user: string }[] };
    expect(items.map(({ user }) => user)).toContain('anna');
  },
);

test('in a world far from the host the ID token has the dates of the host, which the answer says', async () => {
  const far = await listening({ now: Date.parse('2031-01-01T00:00:00Z') });
  try {
    far.simulation.identity.host = () => Date.parse('2026-06-01T12:00:00Z');
    const form = {
      grant_type: 'password',
      client_id: 'flowx-platform-authenticate',
      username: 'anna',
      password: 'x',
      scope: 'openid',
    };
    const answer = await fetch(`${far.url}${CONNECT}/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    expect(answer.headers.get('x-mock-hint')).toContain('ID token');
    const { access_token = '', id_token = '' } = (await answer.json()) as Record<string, string>;
    expect(new Date(Number(claimsOf(access_token).iat) * 1000).getUTCFullYear()).toBe(2031);
    expect(new Date(Number(claimsOf(id_token).iat) * 1000).getUTCFullYear()).toBe(2026);
  } finally {
    await far.close();
  }
});
