// Tokens in one line: by the control plane, the command and the handle in a test; sessions that a test ends; keys.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../mock-server/cli/program.ts';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { FLOWX_START } from '../faults/raw.ts';
import { claimsOf } from './by-hand.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ apis: { flowx: { tokens: 'strict' } } });
});
afterAll(() => mock?.close());

async function start(bearer: string, prefix = ''): Promise<number> {
  const headers = {
    Authorization: `Bearer ${bearer}`,
    'Content-Type': 'application/json',
    'Flowx-Platform': 'web',
  };
  return (await fetch(mock.url + prefix + FLOWX_START, { method: 'POST', headers, body: '{}' })).status;
}

async function admin(method: string, path: string, body?: unknown) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${mock.url}/__admin${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** What the command prints, and how it ends. */
async function command(...argv: string[]) {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      said[name] += text;
      return true;
    },
  });
  const around = {
    stdout: stream('out'),
    stderr: stream('err'),
    env: {},
    signal: new AbortController().signal,
  };
  const code = await run(['token', '--into', mock.url, ...argv], around as never);
  return { code, ...said };
}

test('the handle of a world has a token of a user; a world of its own has its own', async () => {
  expect(await start(await mock.token('anna'))).toBe(200);
  const alice = mock.world('alice');
  const token = await alice.token('ben', { ttl: 'PT2H', claims: { groups: ['x'] } });
  expect(claimsOf(token)).toMatchObject({
    preferred_username: 'ben',
    groups: ['x'],
    iss: expect.stringContaining('/@alice/auth/realms/flowx'),
  });
  expect([await start(token, '/@alice'), await start(token)]).toEqual([200, 401]);
  // A token that was asked to last longer than a login does, lasts.
  await alice.clock.advance('PT1H55M');
  expect(await start(token, '/@alice')).toBe(200);
  await alice.clock.advance('PT6M');
  expect(await start(token, '/@alice')).toBe(401);
});

test('the command prints one that counts', async () => {
  const { code, out, err } = await command(
    '--user',
    'anna',
    '--ttl',
    'PT5M',
    '--claim',
    'level=3',
    '--claim',
    'team=red',
  );
  expect([code, err]).toEqual([0, '']);
  expect(await start(out.trim())).toBe(200);
  const { exp, iat, level, team } = claimsOf(out);
  expect([Number(exp) - Number(iat), level, team]).toEqual([300, 3, 'red']);
});

test.each([
  [['--user', 'nobody'], 2, /there is no user "nobody"; there is .*anna/],
  [['--client', 'nothing'], 2, /there is no client "nothing"/],
  [['--ttl', 'soon'], 2, /ttl.*ISO 8601/],
  [['--claim', 'x'], 2, /NAME=VALUE/],
  [['--into', 'http://127.0.0.1:9'], 3, /serve/],
])('%j ends with %i, and says why', async (argv, wanted, reason) => {
  const { code, out, err } = await command(...argv);
  expect([code, out]).toEqual([wanted, '']);
  expect(err).toMatch(reason);
});

test('the control plane gives what the token endpoint gives, and refuses what it does not know', async () => {
  const { status, body } = await admin('POST', '/tokens');
  expect([status, body.token_type, typeof body.refresh_token, typeof body.id_token]).toEqual([
    200,
    'Bearer',
    'string',
    'string',
  ]);
  expect(claimsOf(body.access_token)).toMatchObject({ preferred_username: 'anna' });
  expect((await admin('POST', '/tokens', { user: 'olga' })).status).toBe(200);
  for (const wrong of [{ users: 'anna' }, { user: 3 }, { claims: 'x' }, []])
    expect((await admin('POST', '/tokens', wrong)).status).toBe(400);
});

test('a session is listed, its tokens expire at a call, and it ends at another', async () => {
  const { body: tokens } = await admin('POST', '/tokens', { user: 'clara' });
  const { body } = await admin('GET', '/sessions');
  const { id } = body.items.find(({ user }: { user: string }) => user === 'clara');
  expect((await admin('POST', `/sessions/${id}/expire`)).status).toBe(204);
  expect(await start(tokens.access_token)).toBe(401);
  const refresh = (token: string) =>
    fetch(`${mock.url}/realms/flowx/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'flowx-platform-authenticate',
        refresh_token: token,
      }),
    });
  const again = (await (await refresh(tokens.refresh_token)).json()) as Record<string, string>;
  expect(await start(again.access_token ?? '')).toBe(200);
  expect((await admin('DELETE', `/sessions/${id}`)).status).toBe(204);
  expect(await start(again.access_token ?? '')).toBe(401);
  expect((await refresh(again.refresh_token ?? '')).status).toBe(400);
  expect((await admin('DELETE', `/sessions/${id}`)).status).toBe(404);
});

test('a new key signs, and tokens of the old one count', async () => {
  const before = await mock.token('anna');
  const { status, body } = await admin('POST', '/keys/rotate', { now: true });
  expect(status).toBe(201);
  const after = await mock.token('anna');
  expect(JSON.parse(Buffer.from(after.split('.')[0] ?? '', 'base64url').toString()).kid).toBe(body.kid);
  expect([await start(before), await start(after)]).toEqual([200, 200]);
});

test('no credential of a login is in the journal', async () => {
  const form = {
    grant_type: 'password',
    client_id: 'flowx-platform-authenticate',
    username: 'ben',
    password: 'hidden-word',
  };
  await fetch(`${mock.url}/realms/flowx/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { body } = await admin('GET', '/requests?limit=100');
  const text = JSON.stringify(body);
  expect(text).toContain('"username":"ben"');
  expect(text).not.toContain('hidden-word');
  expect(text.replaceAll('"Bearer ***"', '')).not.toMatch(/eyJ[\w-]+\./);
});
