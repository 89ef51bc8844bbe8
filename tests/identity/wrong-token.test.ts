// Wrong requests for tokens, numbered as in the facts that they were gathered in (RFC 6749, 7636, 9700).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SignJWT } from 'jose/jwt/sign';
import { Visitor } from './by-hand.ts';
import {
  type Answer,
  BACK,
  type Demand,
  Kit,
  type Row,
  read,
  shapeOf,
  VERIFIER,
  wantedOf,
} from './wrong-requests.ts';

let kit: Kit;
beforeAll(async () => {
  kit = await Kit.begin();
});
afterAll(() => kit?.mock.close());

const request: Demand = { json: [400, 'invalid_request'] };
const grant: Demand = { json: [400, 'invalid_grant'] };
const unauthorized: Demand = { json: [400, 'unauthorized_client'] };
const client: Demand = { json: [401, 'invalid_client'] };
const CODE = { grant_type: 'authorization_code', code: 'x', redirect_uri: BACK, code_verifier: VERIFIER };
const basic = (id: string, secret: string) => ({ Authorization: `Basic ${btoa(`${id}:${secret}`)}` });
const service = { client_id: undefined, grant_type: 'client_credentials' };
const password = (username: string, word: string) => ({ grant_type: 'password', username, password: word });
const sent =
  (form: Parameters<Kit['token']>[0], headers?: Record<string, string>) =>
  (kit: Kit): Promise<Answer> =>
    kit.token(form, headers);
const spoilt =
  (changes: Parameters<Kit['exchange']>[1], asked: Parameters<Kit['code']>[0] = {}) =>
  async (kit: Kit): Promise<Answer> =>
    kit.exchange(await kit.code(asked), changes);

/** Tokens that are refresh tokens as little as they say. */
async function forged(kit: Kit, make: (good: string) => Promise<string>): Promise<Answer> {
  return kit.refresh(await make((await kit.tokens()).refresh_token ?? ''));
}
const part = (token: string, index: number) => token.split('.')[index] ?? '';
const claims = (token: string) => JSON.parse(Buffer.from(part(token, 1), 'base64url').toString());
const unsigned = (token: string) =>
  `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${part(token, 1)}.`;
const foreign = (token: string) =>
  new SignJWT(claims(token))
    .setProtectedHeader({ alg: 'HS256', kid: 'stand-in-refresh' })
    .sign(Buffer.alloc(64, 1));

const ROWS: Row[] = [
  [
    '32',
    'a JSON body',
    request,
    async (kit) =>
      read(
        await fetch(`${kit.connect}/token`, {
          method: 'POST',
          body: JSON.stringify(CODE),
          headers: { 'Content-Type': 'application/json' },
        }),
      ),
  ],
  ['33', 'no grant_type', request, sent({})],
  ['34', 'unknown grant', { json: [400, 'unsupported_grant_type'] }, sent({ grant_type: 'telepathy' })],
  [
    '35',
    "a grant that is not the client's",
    unauthorized,
    sent({ ...CODE, client_id: 'service', client_secret: 's3cret' }),
  ],
  ['36', 'a parameter twice', request, sent({ ...CODE, code: ['x', 'y'] })],
  ['36', 'client_id twice', request, sent({ ...CODE, client_id: ['app', 'other'] })],
  ['37', 'no client_id', request, sent({ ...CODE, client_id: undefined })],
  ['38', 'unknown client', client, sent({ ...CODE, client_id: 'nobody' })],
  [
    '39',
    'wrong secret in the header',
    { ...client, challenge: /^Basic realm="std"$/ },
    sent(service, basic('server', 'no')),
  ],
  ['40', 'wrong secret in the form', client, sent({ ...service, client_id: 'server', client_secret: 'no' })],
  [
    '41',
    'credentials twice',
    request,
    sent({ ...service, client_secret: 's3cret' }, basic('server', 's3cret')),
  ],
  ['42', 'no secret', client, sent({ ...service, client_id: 'server' })],
  ['43', 'no code', request, sent({ ...CODE, code: undefined })],
  ['44', 'unknown code', grant, sent(CODE)],
  [
    '46',
    'a code that is out of date',
    grant,
    async (kit) => {
      const code = await kit.code();
      kit.pass(60);
      return kit.exchange(code);
    },
  ],
  ['47', 'a code of another client', grant, spoilt({ client_id: 'other' })],
  ['48', 'another redirect_uri', grant, spoilt({ redirect_uri: `${BACK}2` })],
  ['48', 'no redirect_uri', grant, spoilt({ redirect_uri: undefined })],
  ['49', 'no code_verifier', grant, spoilt({ code_verifier: undefined })],
  ['50', 'a wrong verifier', grant, spoilt({ code_verifier: 'w'.repeat(43) })],
  ['51', 'a verifier of 42 letters', grant, spoilt({ code_verifier: 'v'.repeat(42) })],
  ['51', 'a verifier of 129 letters', grant, spoilt({ code_verifier: 'v'.repeat(129) })],
  ['51', 'a verifier with other letters', grant, spoilt({ code_verifier: `${'v'.repeat(43)}+` })],
  [
    '52',
    'a verifier without challenge',
    grant,
    spoilt(
      { client_id: 'plain' },
      { client_id: 'plain', code_challenge: undefined, code_challenge_method: undefined },
    ),
  ],
  [
    '53',
    'a code after the logout',
    grant,
    async (kit) => {
      const visitor = new Visitor();
      const { id_token: hint } = (await kit.exchange(await kit.code({}, visitor))).body;
      const to = await visitor.get(kit.authUrl());
      const code = new URL(to.headers.get('location') ?? '').searchParams.get('code') ?? '';
      await kit.logout({ id_token_hint: String(hint) }, visitor);
      return kit.exchange(code);
    },
  ],
  ['54', 'no refresh_token', request, sent({ grant_type: 'refresh_token' })],
  ['55', 'garbage', grant, (kit) => kit.refresh('garbage')],
  ['55', 'signed with another key', grant, (kit) => forged(kit, foreign)],
  ['55', 'alg none', grant, (kit) => forged(kit, async (good) => unsigned(good))],
  ['55', 'an access token', grant, async (kit) => kit.refresh((await kit.tokens()).access_token ?? '')],
  ['55', 'an ID token', grant, async (kit) => kit.refresh((await kit.tokens()).id_token ?? '')],
  [
    '56',
    'a refresh token that is out of date',
    grant,
    async (kit) => {
      const { refresh_token: token = '' } = await kit.tokens();
      kit.pass(3600);
      return kit.refresh(token);
    },
  ],
  [
    '57',
    'a refresh token of another client',
    grant,
    async (kit) => kit.refresh((await kit.tokens('other')).refresh_token ?? ''),
  ],
  [
    '59',
    'more scope than was granted',
    { json: [400, 'invalid_scope'] },
    async (kit) => kit.refresh((await kit.tokens()).refresh_token ?? '', { scope: 'openid extra' }),
  ],
  [
    '60',
    'after the revocation',
    grant,
    async (kit) => {
      const { refresh_token: token = '' } = await kit.tokens();
      await kit.post('/revoke', { client_id: 'app', token });
      return kit.refresh(token);
    },
  ],
  [
    '60',
    'after the logout',
    grant,
    async (kit) => {
      const { refresh_token: token = '', id_token } = await kit.tokens();
      await kit.logout({ id_token_hint: id_token });
      return kit.refresh(token);
    },
  ],
  ['61', 'a wrong password', grant, sent(password('ben', 'wrong'))],
  ['61', 'a blank password', grant, sent(password('anna', ' '))],
  ['61', 'an unknown user', grant, sent(password('nobody', 'x'))],
  [
    '62',
    "password is not the client's grant",
    unauthorized,
    sent({ ...password('anna', 'x'), client_id: 'browser-only' }),
  ],
  ['63', 'a disabled user', grant, sent(password('emil', 'x'))],
  ['64', 'client_credentials of a public client', unauthorized, sent({ grant_type: 'client_credentials' })],
];

test.each(ROWS)('%s: %s', async (_number, _what, demand, send) => {
  const answer = await send(kit);
  expect(shapeOf(answer, demand)).toEqual(wantedOf(demand, kit));
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(String(answer.body.error_description ?? '')).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
});

test('31: GET is another method', async () => {
  const answer = await fetch(`${kit.connect}/token`);
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
});

test('45: a code that comes a second time takes back what it gave', async () => {
  const code = await kit.code();
  const { access_token: access, refresh_token: token } = (await kit.exchange(code)).body as Record<
    string,
    string
  >;
  expect((await kit.exchange(code)).body.error).toBe('invalid_grant');
  expect((await kit.userinfo(access)).status).toBe(401);
  expect((await kit.refresh(token ?? '')).body.error).toBe('invalid_grant');
});

test('50: a code that was tried with a wrong verifier is spent', async () => {
  const code = await kit.code();
  await kit.exchange(code, { code_verifier: 'w'.repeat(43) });
  expect((await kit.exchange(code)).body.error).toBe('invalid_grant');
});

test('58: a refresh token that comes a second time revokes its family', async () => {
  const { refresh_token: first = '' } = await kit.tokens();
  const { refresh_token: second } = (await kit.refresh(first)).body as Record<string, string>;
  expect((await kit.refresh(first)).body.error).toBe('invalid_grant');
  expect((await kit.refresh(second ?? '')).body.error).toBe('invalid_grant');
});

test('61: wrong passwords and unknown users are told alike', async () => {
  const [wrong, unknown] = [
    await kit.token(password('ben', 'wrong')),
    await kit.token(password('nobody', 'x')),
  ];
  expect(wrong.body).toEqual(unknown.body);
});
