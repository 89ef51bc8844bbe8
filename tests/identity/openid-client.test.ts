// openid-client 6, all of its checks on, signatures too: what servers in Node log in with.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { type Listening, listening } from '../listening.ts';
import { Visitor } from './by-hand.ts';

const CLIENT = 'flowx-platform-authenticate';
const BACK = 'http://localhost:3000/callback';

let mock: Listening;
let server: URL;
beforeAll(async () => {
  mock = await listening({ now: Date.now() });
  server = new URL(`${mock.url.replace('127.0.0.1', 'localhost')}/realms/flowx`);
});
afterAll(() => mock?.close());

async function discovered(client: string, secret?: string): Promise<openid.Configuration> {
  const execute = [openid.allowInsecureRequests, openid.enableNonRepudiationChecks];
  return openid.discovery(server, client, secret, undefined, { execute });
}

async function loggedIn(config: openid.Configuration, visitor = new Visitor(), user = 'anna') {
  const verifier = openid.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: openid.randomState(),
    expectedNonce: openid.randomNonce(),
  };
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: BACK,
    scope: 'openid profile email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
  });
  return openid.authorizationCodeGrant(config, await visitor.logIn(url.href, user), checks);
}

test('it logs in, refreshes, asks for the user, revokes and logs out', async () => {
  const config = await discovered(CLIENT);
  expect(config.serverMetadata().supportsPKCE()).toBe(true);
  const tokens = await loggedIn(config);
  const claims = tokens.claims();
  expect(claims).toMatchObject({ preferred_username: 'anna', aud: CLIENT, typ: 'ID' });
  const user = await openid.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
  expect(user).toMatchObject({ email: 'anna@flowx.example', roles: ['ROLE_ENGINE_MANAGE_INSTANCE_READ'] });

  const fresh = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
  expect(fresh.refresh_token).not.toBe(tokens.refresh_token);
  expect(fresh.claims()).toMatchObject({ auth_time: claims?.auth_time, sid: claims?.sid });

  await openid.tokenRevocation(config, fresh.access_token);
  await expect(openid.fetchUserInfo(config, fresh.access_token, claims?.sub ?? '')).rejects.toThrow();
  const end = openid.buildEndSessionUrl(config, {
    id_token_hint: fresh.id_token ?? '',
    post_logout_redirect_uri: 'http://localhost:3000/bye',
    state: 'home',
  });
  const answer = await new Visitor().get(end.href);
  expect(answer.headers.get('location')).toBe('http://localhost:3000/bye?state=home');
  await expect(openid.refreshTokenGrant(config, fresh.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
    status: 400,
  });
});

test('who cancels is told to the application, with the issuer', async () => {
  const config = await discovered(CLIENT);
  const visitor = new Visitor();
  const verifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: BACK,
    scope: 'openid',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const { formIn, locationOf } = await import('./by-hand.ts');
  const { action, page } = await formIn(await visitor.get(url.href));
  const back = locationOf(await visitor.post(action, { page, action: 'cancel' }));
  await expect(
    openid.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier }),
  ).rejects.toMatchObject({
    error: 'access_denied',
  });
});

test('an application gets a token of its own, and asks whether tokens count', async () => {
  const config = await discovered('flowx-platform-authorize', 'flowx-platform-authorize-secret');
  const own = await openid.clientCredentialsGrant(config);
  expect(own.refresh_token).toBeUndefined();
  expect(await openid.tokenIntrospection(config, own.access_token)).toMatchObject({
    active: true,
    username: 'service-account-flowx-platform-authorize',
  });
  expect(await openid.tokenIntrospection(config, 'something')).toEqual({ active: false });
  await expect(
    openid.clientCredentialsGrant(await discovered('flowx-platform-authorize', 'wrong')),
  ).rejects.toMatchObject({ cause: expect.anything() });
});

test('name and password, as mobile templates send them, and the refresh that follows', async () => {
  const config = await discovered(CLIENT);
  const { token_endpoint: endpoint = '' } = config.serverMetadata();
  const post = async (form: Record<string, string>) => {
    const answer = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const scope = 'openid profile email';
  const first = await post({
    grant_type: 'password',
    client_id: CLIENT,
    username: 'ben',
    password: 'any',
    scope,
  });
  expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 1800 } });
  const { refresh_token = '' } = first.body;
  const second = await post({ grant_type: 'refresh_token', client_id: CLIENT, refresh_token, scope });
  expect(second.status).toBe(200);
  const out = await fetch(endpoint.replace(/token$/, 'logout'), {
    method: 'POST',
    body: new URLSearchParams({ client_id: CLIENT, refresh_token: second.body.refresh_token ?? '' }),
  });
  expect([out.status, await out.text()]).toEqual([204, '']);
});

test('a key that is replaced stays published, and the next one is published before it signs', async () => {
  const config = await discovered(CLIENT);
  const before = await loggedIn(config);
  const { keys } = mock.simulation.identity.records;
  const old = (await keys.signing()).kid;
  const next = await keys.rotate();
  expect((await keys.signing()).kid).toBe(old);
  expect((await keys.published()).map(({ kid }) => kid)).toEqual([old, next.kid]);
  mock.time.now += 60_000;
  expect((await keys.signing()).kid).toBe(next.kid);
  // Another client, as one that is kept asks for unknown keys only once in a while.
  const later = await loggedIn(await discovered(CLIENT));
  expect(later.claims()?.preferred_username).toBe('anna');
  expect(await openid.fetchUserInfo(config, before.access_token, before.claims()?.sub ?? '')).toBeTruthy();
});
