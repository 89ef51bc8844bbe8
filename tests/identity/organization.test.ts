// What front ends ask before the login, and that its answer leads to one.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { type Listening, listening } from '../listening.ts';

let mock: Listening;
beforeAll(async () => {
  mock = await listening({ now: Date.now() });
});
afterAll(() => mock?.close());

const ask = (path: string, headers: Record<string, string> = {}, prefix = '') =>
  fetch(`${mock.url}${prefix}/org/api/org/code/${path}`, {
    headers: { 'Fx-Client-Host': 'localhost', ...headers },
  });

test('an organization of the fixtures: who asks needs no token, and can log in where the answer says', async () => {
  const answer = await ask('demo');
  const at = `${mock.url.replace('127.0.0.1', 'localhost')}/auth/realms/flowx`;
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      organizationId: expect.any(String),
      issuer: at,
      tokenEndpoint: `${at}/protocol/openid-connect/token`,
      clientId: 'flowx-platform-authenticate',
      redirectUri: 'http://localhost:4200/',
    },
  ]);
  const found = await openid.discovery(new URL(at), 'flowx-platform-authenticate', undefined, undefined, {
    execute: [openid.allowInsecureRequests],
  });
  expect(found.serverMetadata().token_endpoint).toBe(`${at}/protocol/openid-connect/token`);
});

test('a world in the address has an issuer of its own; one in a header has the one that browsers reach', async () => {
  const issuerIn = async (answer: Response) => ((await answer.json()) as { issuer: string }).issuer;
  expect(await issuerIn(await ask('demo', {}, '/@alice'))).toContain('/@alice/auth/realms/flowx');
  expect(await issuerIn(await ask('demo', { 'X-Mock-World': 'alice' }))).not.toContain('alice');
});

test('an unknown code is refused with those there are', async () => {
  const answer = await ask('nobody');
  expect([answer.status, answer.headers.get('x-mock-hint')]).toEqual([404, expect.stringContaining('demo')]);
  expect(await answer.json()).toMatchObject({
    status: 404,
    detail: 'No organization has the code "nobody".',
  });
});

test('a browser may ask, with its header and with credentials', async () => {
  const { status, headers } = await fetch(`${mock.url}/org/api/org/code/demo`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://localhost:4200',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'fx-client-host',
    },
  });
  expect([
    status,
    headers.get('access-control-allow-origin'),
    headers.get('access-control-allow-credentials'),
  ]).toEqual([204, 'http://localhost:4200', 'true']);
  expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('fx-client-host');
});
