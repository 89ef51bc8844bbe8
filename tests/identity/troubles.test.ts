// What goes wrong on purpose, who is logged in by itself, a proxy before it, and what a restart keeps.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { startServer } from '../../mock-server/running/start-server.ts';
import { FLOWX_START } from '../faults/raw.ts';
import { type Listening, listening } from '../listening.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { locationOf, Visitor } from './by-hand.ts';
import { BACK, CHALLENGE, read } from './wrong-requests.ts';

let mock: Listening;
beforeAll(async () => {
  mock = await listening({ now: Date.now() });
});
afterAll(() => mock?.close());

const CONNECT = '/auth/realms/flowx/protocol/openid-connect';
const CLIENT = 'flowx-platform-authenticate';

function authUrl(base: string, more: Record<string, string> = {}): string {
  const good = {
    client_id: CLIENT,
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  };
  return `${base.replace('127.0.0.1', 'localhost')}${CONNECT}/auth?${new URLSearchParams({ ...good, ...more })}`;
}

async function faults(list: unknown): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  return (await fetch(`${mock.url}/__admin/faults`, { method: 'PUT', headers, body: JSON.stringify(list) }))
    .status;
}

function post(path: string, form: Record<string, string>, url = mock.url) {
  return fetch(url + CONNECT + path, {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT, ...form }),
  });
}

async function token(url = mock.url): Promise<Record<string, string>> {
  const answer = await post(
    '/token',
    { grant_type: 'password', username: 'anna', password: 'x', scope: 'openid' },
    url,
  );
  return (await answer.json()) as Record<string, string>;
}

async function start(bearer = '', url = mock.url): Promise<number> {
  const headers = {
    Authorization: `Bearer ${bearer}`,
    'Content-Type': 'application/json',
    'Flowx-Platform': 'web',
  };
  return (await fetch(url + FLOWX_START, { method: 'POST', headers, body: '{}' })).status;
}

test('login-down: nobody logs in or refreshes, and tokens that were given count', async () => {
  const { access_token, refresh_token = '' } = await token();
  expect(await faults([{ profile: 'login-down' }])).toBe(200);
  const refused = await post('/token', { grant_type: 'refresh_token', refresh_token });
  expect([refused.status, refused.headers.get('x-mock-source')]).toEqual([503, 'fault']);
  expect((await fetch(authUrl(mock.url))).status).toBe(503);
  expect(await start(access_token)).toBe(200);
  expect(await faults([])).toBe(200);
  expect((await post('/token', { grant_type: 'refresh_token', refresh_token })).status).toBe(200);
});

test('token-expired: the API says 401, whatever the token', async () => {
  expect(await faults([{ profile: 'token-expired', api: 'flowx' }])).toBe(200);
  expect(await start((await token()).access_token)).toBe(401);
  await faults([]);
});

test('slow-keys, and any other trouble by the name of the endpoint; what there is not is refused', async () => {
  expect(await faults([{ profile: 'slow-keys' }])).toBe(200);
  await fetch(`${mock.url}${CONNECT}/certs`);
  const [late] = (await mock.simulation.worlds.default()).journal.all().slice(-1);
  expect(late).toMatchObject({
    operationId: 'certs',
    status: 200,
    fault: { delay: 3000, by: { profile: 'slow-keys' } },
  });
  expect(
    await faults([
      { api: 'identity', operationId: 'certs', fault: 'reset' },
      { operationId: 'userinfo', code: 500 },
    ]),
  ).toBe(200);
  await expect(fetch(`${mock.url}${CONNECT}/certs`)).rejects.toThrow();
  expect((await fetch(`${mock.url}${CONNECT}/userinfo`)).status).toBe(500);
  expect(await faults([{ api: 'identity', operationId: 'nothing', code: 500 }])).toBe(400);
  expect(await faults([{ api: 'identity', refusal: 'rate-limited' }])).toBe(400);
  await faults([]);
});

test('--auto-login: nobody is asked, and who is not logged in is still told so silently', async () => {
  await using own: Mock = await createMock({ autoLogin: 'ben' });
  expect((await read(await new Visitor().get(authUrl(own.url, { prompt: 'none' })))).told.error).toBe(
    'login_required',
  );
  const back = locationOf(await new Visitor().get(authUrl(own.url)));
  expect(back.searchParams.get('code')).toBeTruthy();
  await expect(createMock({ autoLogin: 'nobody' })).rejects.toThrow(/no such user; there is anna/);
});

const options = (more: object) => ({
  port: 0,
  host: '127.0.0.1',
  allowHost: [],
  store: 'memory:',
  durability: 'none' as const,
  contracts: [],
  learn: false,
  maxWorlds: 10,
  maxInstances: 1000,
  journal: 100,
  apis: {},
  reuse: true,
  tell: () => {},
  ...more,
});

test('--auto-login is refused where other machines come in', async () => {
  await expect(startServer(options({ host: '0.0.0.0', autoLogin: 'ben' }))).rejects.toThrow(/--auto-login/);
});

test('behind a proxy the issuer is what the configuration says, and cookies are for HTTPS', async () => {
  const running = await startServer(options({ identity: { issuer: 'https://mock.example/base' } }));
  try {
    const discovered = await fetch(`${running.url}/auth/realms/flowx/.well-known/openid-configuration`);
    expect(((await discovered.json()) as { issuer: string }).issuer).toBe(
      'https://mock.example/base/auth/realms/flowx',
    );
    const page = await fetch(authUrl(running.url));
    expect(page.headers.get('set-cookie')).toMatch(
      /^mock_browser_443=.*Path=\/base\/auth\/realms\/flowx\/; HttpOnly; SameSite=None; Secure/,
    );
    // Verification is by key and realm: the token was given under another name than it is used under.
    expect(await start((await token(running.url)).access_token, running.url)).toBe(200);
  } finally {
    await running.stop();
  }
});

test('a host that is none of its own gets no issuer of that name', async () => {
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    const asked = request(
      `${mock.url}/auth/realms/flowx/.well-known/openid-configuration`,
      { headers: { Host: 'evil.test' } },
      (answer) => resolve(answer.resume().statusCode),
    );
    asked.end();
  });
  expect(status).toBe(403);
});

test('a restart keeps keys and logins, in a file of the owner alone', async () => {
  const data = scratchFolder();
  const before = await createMock({ data });
  const { access_token, refresh_token = '' } = await token(before.url);
  await before.close();
  expect(statSync(join(data, 'identity.json')).mode & 0o777).toBe(0o600);
  await using after = await createMock({ data });
  const tampered = `${access_token?.slice(0, -8)}AAAAAAAA`;
  expect([await start(access_token, after.url), await start(tampered, after.url)]).toEqual([200, 401]);
  expect((await post('/token', { grant_type: 'refresh_token', refresh_token }, after.url)).status).toBe(200);
});

test('a world that was deleted leaves no login to the next of its name', async () => {
  const url = `${mock.url}/@gone`;
  const { refresh_token = '' } = await token(url);
  await fetch(`${mock.url}/__admin/worlds/gone`, { method: 'DELETE' });
  expect((await post('/token', { grant_type: 'refresh_token', refresh_token }, url)).status).toBe(400);
});
