// Wrong requests to userinfo, introspection, revocation and logout, numbered as in the facts that they were gathered in
// (RFC 6750, 7009, 7662; OpenID Connect RP-Initiated Logout).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Visitor } from './by-hand.ts';
import { type Answer, type Demand, Kit, type Row, read, shapeOf, wantedOf } from './wrong-requests.ts';

let kit: Kit;
beforeAll(async () => {
  kit = await Kit.begin();
});
afterAll(() => kit?.mock.close());

const token: Demand = {
  json: [401, 'invalid_token'],
  challenge: /^Bearer realm="std", error="invalid_token"/,
};
const request: Demand = { json: [400, 'invalid_request'] };
const PAGE: Demand = { page: 400 };
const SERVER = { Authorization: `Basic ${btoa('server:s3cret')}` };
const BYE = 'http://localhost:3000/bye';

const ROWS: Row[] = [
  [
    '65',
    'no token',
    { json: [401, 'invalid_request'], challenge: /^Bearer realm="std"$/ },
    (kit) => kit.userinfo(undefined),
  ],
  ['66', 'garbage', token, (kit) => kit.userinfo('garbage')],
  [
    '66',
    'a token that is out of date',
    token,
    async (kit) => {
      const { access_token: access } = await kit.tokens();
      kit.pass(1805);
      return kit.userinfo(access);
    },
  ],
  [
    '66',
    'a token that was revoked',
    token,
    async (kit) => {
      const { access_token: access = '' } = await kit.tokens();
      await kit.post('/revoke', { client_id: 'app', token: access });
      return kit.userinfo(access);
    },
  ],
  [
    '66',
    'a token whose session is over',
    token,
    async (kit) => {
      const { access_token: access, id_token } = await kit.tokens();
      await kit.logout({ id_token_hint: id_token });
      return kit.userinfo(access);
    },
  ],
  [
    '67',
    'a token without openid',
    { json: [403, 'insufficient_scope'], challenge: /insufficient_scope/ },
    async (kit) => kit.userinfo((await kit.tokens('app', 'profile')).access_token),
  ],
  ['68', 'an ID token', token, async (kit) => kit.userinfo((await kit.tokens()).id_token)],
  ['68', 'a refresh token', token, async (kit) => kit.userinfo((await kit.tokens()).refresh_token)],
  [
    '69',
    'two tokens',
    request,
    async (kit) => {
      const { access_token: access = '' } = await kit.tokens();
      return kit.userinfo(access, { access_token: access });
    },
  ],
  [
    '70',
    'introspection by nobody',
    { json: [401, 'invalid_client'], challenge: /^Basic/ },
    (kit) => kit.post('/token/introspect', { token: 'x' }),
  ],
  [
    '71',
    'introspection by a public client',
    { json: [403, 'invalid_request'] },
    (kit) => kit.post('/token/introspect', { client_id: 'app', token: 'x' }),
  ],
  ['72', 'introspection of nothing', request, (kit) => kit.post('/token/introspect', {}, SERVER)],
  ['75', 'revocation of nothing', request, (kit) => kit.post('/revoke', { client_id: 'app' })],
  [
    '77',
    "revocation of another client's token",
    request,
    async (kit) => kit.post('/revoke', { client_id: 'other', token: (await kit.tokens()).refresh_token }),
  ],
  [
    '79',
    'revocation of an ID token',
    { json: [400, 'unsupported_token_type'] },
    async (kit) => kit.post('/revoke', { client_id: 'app', token: (await kit.tokens()).id_token }),
  ],
  [
    '80',
    'logout with a hint that nobody signed',
    PAGE,
    (kit) => kit.logout({ id_token_hint: 'a.b.c', post_logout_redirect_uri: BYE }),
  ],
  [
    '80',
    'logout with an access token',
    PAGE,
    async (kit) =>
      kit.logout({ id_token_hint: (await kit.tokens()).access_token, post_logout_redirect_uri: BYE }),
  ],
  [
    '82',
    'logout with another client_id',
    PAGE,
    async (kit) =>
      kit.logout({
        id_token_hint: (await kit.tokens()).id_token,
        client_id: 'other',
        post_logout_redirect_uri: BYE,
      }),
  ],
  [
    '83',
    'logout to an address that is not registered',
    PAGE,
    async (kit) =>
      kit.logout({
        id_token_hint: (await kit.tokens()).id_token,
        post_logout_redirect_uri: 'https://evil.test/',
      }),
  ],
  ['84', 'logout to an address of nobody', PAGE, (kit) => kit.logout({ post_logout_redirect_uri: BYE })],
];

test.each(ROWS)('%s: %s', async (_number, _what, demand, send) => {
  expect(shapeOf(await send(kit), demand)).toEqual(wantedOf(demand, kit));
});

test('73, 74: what does not count is only told to be so, whatever the hint', async () => {
  const foreign = (await kit.keycloak.tokens()).access_token;
  const { refresh_token: used = '', id_token } = await kit.tokens();
  await kit.refresh(used);
  for (const sent of ['garbage', foreign, used, id_token])
    for (const hint of [undefined, 'foo']) {
      const { status, body } = await kit.post(
        '/token/introspect',
        { token: sent, token_type_hint: hint },
        SERVER,
      );
      expect({ status, body }).toEqual({ status: 200, body: { active: false } });
    }
});

test('76, 78: to revoke what does not count is well, whatever the hint', async () => {
  const { refresh_token: good = '' } = await kit.tokens();
  for (const sent of ['garbage', good, good])
    for (const hint of ['access_token', 'foo', undefined]) {
      const { status, text, headers } = await kit.post('/revoke', {
        client_id: 'app',
        token: sent,
        token_type_hint: hint,
      });
      expect([status, text, headers.get('content-type')]).toEqual([200, '', null]);
    }
  expect((await kit.refresh(good)).body.error).toBe('invalid_grant');
});

test('81: a hint that is out of date does', async () => {
  const { id_token, refresh_token: refresh = '' } = await kit.tokens();
  kit.pass(1900);
  const { status, to } = await kit.logout({ id_token_hint: id_token, post_logout_redirect_uri: BYE });
  expect([status, to]).toEqual([303, BYE]);
  expect((await kit.refresh(refresh)).body.error).toBe('invalid_grant');
});

test('85: without a hint the user is asked, and nobody is logged out by a link', async () => {
  const visitor = new Visitor();
  await visitor.logIn(kit.authUrl(), 'anna');
  const asked = await kit.logout({ client_id: 'app', post_logout_redirect_uri: BYE }, visitor);
  expect([asked.status, asked.to, asked.text.includes('Do you want to sign out?')]).toEqual([
    200,
    undefined,
    true,
  ]);
  expect((await kit.auth({ prompt: 'none' }, visitor)).told.code).toBeTruthy();
  const [, page = ''] = /name="page" value="([^"]+)"/.exec(asked.text) ?? [];
  const done = await read(
    await visitor.post(`${kit.connect}/logout/logout-confirm`, { page, action: 'logout' }),
  );
  expect([done.status, done.to]).toEqual([303, BYE]);
  expect((await kit.auth({ prompt: 'none' }, visitor)).told.error).toBe('login_required');
});

test('86: an unknown realm, at any path', async () => {
  for (const path of [
    '',
    '/.well-known/openid-configuration',
    '/protocol/openid-connect/token',
    '/nowhere',
  ]) {
    const answer: Answer = await read(await fetch(kit.issuer.replace('/std', '/nobody') + path));
    expect([answer.status, answer.body]).toEqual([404, { error: 'Realm does not exist' }]);
  }
});
