// Wrong requests for a code, numbered as in the facts that they were gathered in (RFC 6749, 7636, 9700; OpenID Connect Core).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formIn, Visitor } from './by-hand.ts';
import {
  type Answer,
  BACK,
  CHALLENGE,
  type Demand,
  Kit,
  type Row,
  read,
  shapeOf,
  wantedOf,
} from './wrong-requests.ts';

let kit: Kit;
beforeAll(async () => {
  kit = await Kit.begin();
});
afterAll(() => kit?.mock.close());

const PAGE: Demand = { page: 400 };
const asked =
  (changes: Parameters<Kit['auth']>[0]) =>
  (kit: Kit): Promise<Answer> =>
    kit.auth(changes);
const redirect = (uri: string) => asked({ client_id: 'wild', redirect_uri: uri });
const invalid: Demand = { redirected: 'invalid_request' };

/** A browser that is logged in already. */
async function known(kit: Kit): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.logIn(kit.authUrl(), 'anna');
  return visitor;
}

const ROWS: Row[] = [
  ['1', 'no client_id', PAGE, asked({ client_id: undefined })],
  ['2', 'unknown client', PAGE, asked({ client_id: 'nobody' })],
  ['3', 'redirect_uri not registered', PAGE, asked({ redirect_uri: 'https://elsewhere.example/' })],
  ['4', 'the registered one plus a path', PAGE, redirect('https://app.example/inside')],
  ['4', 'another host that begins alike', PAGE, redirect('https://app.example.evil.test/in/')],
  ['5', 'redirect_uri with a fragment', PAGE, redirect('https://app.example/in/#x')],
  ['6', 'redirect_uri with a user', PAGE, redirect('https://me@app.example/in/')],
  ['6', 'redirect_uri with two @', PAGE, redirect('https://app.example@@evil.test/in/')],
  ['6', 'redirect_uri that climbs', PAGE, redirect('https://app.example/in/../out')],
  ['6', 'redirect_uri that climbs, encoded', PAGE, redirect('https://app.example/in/%2e%2E/out')],
  ['6', 'redirect_uri with a backslash', PAGE, redirect('https://app.example/in/\\evil.test')],
  ['6', 'redirect_uri with a line break', PAGE, redirect('https://app.example/in/\r\nX: 1')],
  ['6', 'redirect_uri that is a script', PAGE, asked({ redirect_uri: 'javascript:alert(1)' })],
  ['6', 'redirect_uri that has a code already', PAGE, asked({ redirect_uri: `${BACK}?code=1` })],
  ['7', 'no redirect_uri', PAGE, asked({ redirect_uri: undefined })],
  ['8', 'two redirect_uri', PAGE, asked({ redirect_uri: [BACK, BACK] })],
  ['8', 'two client_id', PAGE, asked({ client_id: ['app', 'app'] })],
  ['9', 'no response_type', invalid, asked({ response_type: undefined })],
  ['10', 'response_type=foo', { redirected: 'unsupported_response_type' }, asked({ response_type: 'foo' })],
  [
    '11',
    'response_type=token',
    { redirected: 'unsupported_response_type', fragment: true },
    asked({ response_type: 'token' }),
  ],
  [
    '11',
    'response_type=id_token',
    { redirected: 'unsupported_response_type', fragment: true },
    asked({ response_type: 'id_token' }),
  ],
  ['12', 'response_mode=foo', invalid, asked({ response_mode: 'foo' })],
  [
    '13',
    'response_mode=query for a token',
    invalid,
    asked({ response_type: 'token', response_mode: 'query' }),
  ],
  ['14', 'state twice', { redirected: 'invalid_request', without: ['state'] }, asked({ state: ['a', 'b'] })],
  ['15', 'unknown scope', { redirected: 'invalid_scope' }, asked({ scope: 'openid nonsense' })],
  ['17', 'no challenge', invalid, asked({ code_challenge: undefined, code_challenge_method: undefined })],
  ['18', 'method plain', invalid, asked({ code_challenge_method: 'plain' })],
  ['19', 'method without challenge', invalid, asked({ code_challenge: undefined })],
  ['20', 'challenge without method', invalid, asked({ code_challenge_method: undefined })],
  ['21', 'challenge of 42 letters', invalid, asked({ code_challenge: 'a'.repeat(42) })],
  ['21', 'challenge with other letters', invalid, asked({ code_challenge: `${'a'.repeat(42)}+` })],
  ['22', 'prompt=none, nobody logged in', { redirected: 'login_required' }, asked({ prompt: 'none' })],
  [
    '23',
    'prompt=none, and more to do',
    { redirected: 'interaction_required' },
    async (kit) => kit.auth({ prompt: 'none', kc_action: 'UPDATE_PASSWORD' }, await known(kit)),
  ],
  ['24', 'prompt="none login"', invalid, asked({ prompt: 'none login' })],
  ['25', 'prompt=foo', invalid, asked({ prompt: 'foo' })],
  [
    '26',
    'id_token_hint of somebody else, prompt=none',
    { redirected: 'login_required' },
    async (kit) => {
      const form = { grant_type: 'password', username: 'ben', password: 'right', scope: 'openid' };
      const { id_token: hint } = (await kit.token(form)).body;
      return kit.auth({ prompt: 'none', id_token_hint: String(hint) }, await known(kit));
    },
  ],
  ['27', 'request', { redirected: 'request_not_supported' }, asked({ request: 'x.y.z' })],
  ['27', 'request_uri', { redirected: 'request_uri_not_supported' }, asked({ request_uri: 'urn:x' })],
  [
    '28',
    'the user cancels',
    { redirected: 'access_denied' },
    async (kit) => {
      const visitor = new Visitor();
      const { action, page } = await formIn(await visitor.get(kit.authUrl()));
      return read(await visitor.post(action, { page, action: 'cancel' }));
    },
  ],
  [
    '29',
    "a form without the page's id",
    PAGE,
    async (kit) => {
      const visitor = new Visitor();
      const { action } = await formIn(await visitor.get(kit.authUrl()));
      return read(await visitor.post(action, { user: 'anna' }));
    },
  ],
  [
    '29',
    "another browser's form",
    PAGE,
    async (kit) => {
      const { action, page } = await formIn(await new Visitor().get(kit.authUrl()));
      const other = new Visitor();
      await other.get(kit.authUrl());
      return read(await other.post(action, { page, user: 'anna' }));
    },
  ],
  [
    '29',
    'a form of another site',
    PAGE,
    async (kit) => {
      const visitor = new Visitor();
      const { action, page } = await formIn(await visitor.get(kit.authUrl()));
      return read(await visitor.post(action, { page, user: 'anna' }, { Origin: 'https://evil.test' }));
    },
  ],
  [
    '29',
    'a form that was sent before',
    PAGE,
    async (kit) => {
      const visitor = new Visitor();
      const { action, page } = await formIn(await visitor.get(kit.authUrl()));
      await visitor.post(action, { page, user: 'anna' });
      return read(await visitor.post(action, { page, user: 'anna' }));
    },
  ],
];

test.each(ROWS)('%s: %s', async (_number, _what, demand, send) => {
  const answer = await send(kit);
  expect(shapeOf(answer, demand)).toEqual(wantedOf(demand, kit));
  if ('fragment' in demand) expect(answer.headers.get('location')).toContain(`${BACK}#`);
});

test('30: a form with another redirect_uri goes where the request said', async () => {
  const visitor = new Visitor();
  const { action, page } = await formIn(await visitor.get(kit.authUrl()));
  const sent = { page, user: 'anna', redirect_uri: 'https://evil.test/', state: 'other' };
  const { to, told } = await read(await visitor.post(action, sent));
  expect([to, told.state]).toEqual([BACK, 'st']);
});

test('15, 16: scopes of the client are known; offline_access is ignored where it cannot be had', async () => {
  const code = await kit.code({ client_id: 'browser-only', scope: 'openid offline_access' });
  expect((await kit.exchange(code, { client_id: 'browser-only' })).body).toMatchObject({
    scope: 'openid profile email',
  });
  expect((await kit.auth({ scope: 'openid extra' })).status).toBe(200);
});

test('52: a challenge is optional only where the fixtures say so', async () => {
  const none = { client_id: 'plain', code_challenge: undefined, code_challenge_method: undefined };
  expect((await kit.auth(none)).status).toBe(200);
  expect((await kit.auth({ ...none, code_challenge: CHALLENGE })).told.error).toBe('invalid_request');
});
