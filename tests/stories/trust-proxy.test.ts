// By which address people reach a stand-in behind a proxy: believed where --trust-proxy says so, and nowhere else.
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formIn, locationOf } from '../identity/by-hand.ts';
import { ran, type Served, served } from '../served.ts';

const started: Served[] = [];
let trusting: Served;
let plain: Served;
beforeAll(async () => {
  const flags = ['--ephemeral', '--allow-host', 'mock.example.com'];
  for (const more of [['--trust-proxy'], []]) started.push(await served([...flags, ...more]));
  [trusting, plain] = started as [Served, Served];
});
afterAll(() => Promise.all(started.map((one) => one.end())));

type Headers = Record<string, string>;
const serversOf = async (url: string, headers: Headers): Promise<string[]> => {
  const answer = await fetch(`${url}/__admin/openapi/flowx.json`, { headers });
  const { servers } = (await answer.json()) as { servers: { url: string }[] };
  return servers.map((one) => one.url);
};
const issuerOf = async (url: string, headers: Headers) => {
  const answer = await fetch(`${url}/auth/realms/flowx/.well-known/openid-configuration`, { headers });
  return {
    status: answer.status,
    ...((await answer.json()) as { issuer?: string; token_endpoint?: string }),
  };
};

const PROXIED = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'mock.example.com' };
const hostOf = ({ url }: Served): string => new URL(url).host;

test.each<[headers: Headers, address: string]>([
  [PROXIED, 'https://mock.example.com'],
  [{ ...PROXIED, 'x-forwarded-port': '8443' }, 'https://mock.example.com:8443'],
  [{ ...PROXIED, 'x-forwarded-port': '443' }, 'https://mock.example.com'],
  [
    { ...PROXIED, 'x-forwarded-host': 'mock.example.com:81', 'x-forwarded-port': '82' },
    'https://mock.example.com:81',
  ],
  [{ ...PROXIED, 'x-forwarded-host': 'mock.example.com:443' }, 'https://mock.example.com'],
  [{ ...PROXIED, 'x-forwarded-host': 'mock.example.com:65535' }, 'https://mock.example.com:65535'],
  [{ ...PROXIED, 'x-forwarded-prefix': '/' }, 'https://mock.example.com'],
  [{ ...PROXIED, 'x-forwarded-prefix': '/a.b/..c' }, 'https://mock.example.com/a.b/..c'],
  [{ ...PROXIED, 'x-forwarded-prefix': '/Tools/mock/' }, 'https://mock.example.com/Tools/mock'],
  [{ ...PROXIED, 'x-forwarded-host': 'mock.example.com, inner.example' }, 'https://mock.example.com'],
])('%j is where people reach it', async (headers, address) => {
  expect((await serversOf(trusting.url, headers))[0]).toBe(address);
  expect((await serversOf(`${trusting.url}/@anna`, headers))[0]).toBe(`${address}/@anna`);
  const { issuer, token_endpoint } = await issuerOf(trusting.url, headers);
  expect(issuer).toBe(`${address}/auth/realms/flowx`);
  expect(token_endpoint?.startsWith(`${address}/`)).toBe(true);
});

test('without the flag nobody is believed', async () => {
  const headers = { ...PROXIED, 'x-forwarded-prefix': '/tools' };
  expect((await serversOf(plain.url, headers))[0]).toBe(`http://${hostOf(plain)}`);
  expect((await issuerOf(plain.url, headers)).issuer).toBe(`http://${hostOf(plain)}/auth/realms/flowx`);
});

const OWN = 'the address that was asked';
test.each<[headers: Headers, address: string]>([
  [{ 'x-forwarded-proto': 'javascript' }, OWN],
  [{ 'x-forwarded-host': 'user:pass@evil.example' }, OWN],
  [{ 'x-forwarded-host': 'evil.example/path?' }, OWN],
  [{ 'x-forwarded-host': '<script>' }, OWN],
  [{ 'x-forwarded-host': '-' }, OWN],
  ...['0', '00080', '65536', '99999', '123456'].map((port): [Headers, string] => [
    { 'x-forwarded-host': `mock.example.com:${port}` },
    OWN,
  ]),
  ...['0', '0x10', '-1', '65536', '8443 '.repeat(2), '1e3'].map((port): [Headers, string] => [
    { ...PROXIED, 'x-forwarded-port': port },
    'https://mock.example.com',
  ]),
  [{ 'x-forwarded-prefix': '//evil.example' }, OWN],
  [{ 'x-forwarded-prefix': '/a b' }, OWN],
  [{ 'x-forwarded-prefix': '/a/../b' }, OWN],
  [{ 'x-forwarded-prefix': '/..' }, OWN],
  [{ 'x-forwarded-prefix': '/./a' }, OWN],
  [{ 'x-forwarded-prefix': '/%2e%2e' }, OWN],
  [{ 'x-forwarded-prefix': 'javascript:alert(1)' }, OWN],
  [{ 'x-forwarded-host': 'mock.example.com%0d%0aSet-Cookie:a=b' }, OWN],
  [{ 'x-forwarded-prefix': '/a%0d%0aSet-Cookie:a=b' }, OWN],
])('%j is no part of an address, and counts for nothing', async (headers, address) => {
  const own = `http://${hostOf(trusting)}`;
  expect((await serversOf(trusting.url, headers))[0]).toBe(address === OWN ? own : address);
});

/** It leads on to the address of the issuer. */
const FRAME = '/auth/realms/flowx/protocol/openid-connect/3p-cookies/step1.html';

/** Sends bytes as they are, and gives all that came back. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(trusting.url).port), '127.0.0.1');
  socket.end(bytes, 'latin1');
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

test.each(['\r\n', '\n', '\r', '\r\n '])(
  'what follows %j within a header is no header of the answer',
  async (end) => {
    const evil = `${end}X-Evil: yes`;
    for (const name of ['Host', 'Prefix', 'Proto', 'Port']) {
      const lines = [`GET ${FRAME} HTTP/1.1`, `Host: ${hostOf(trusting)}`, 'Connection: close'];
      const value = name === 'Prefix' ? '/a' : 'mock.example.com';
      const text = await answerTo([...lines, `X-Forwarded-${name}: ${value}${evil}`, '', ''].join('\r\n'));
      expect(text).toMatch(/^HTTP\/1\.1 (?:303|400) /);
      expect(text).not.toMatch(/^x-evil:/im);
    }
  },
);

test('what counts for nothing is told once, in the terminal and by doctor, and never repeated', async () => {
  const one = await served(['--ephemeral', '--trust-proxy']);
  started.push(one);
  const doctor = async () => JSON.parse((await ran(['doctor', '--json', '--ephemeral', one.url])).stdout);
  await serversOf(one.url, { ...PROXIED, 'x-forwarded-prefix': '/tools' });
  expect((await doctor()).findings).toEqual([]);
  for (const secret of ['/../sesame', '/../other'])
    await serversOf(one.url, { 'x-forwarded-host': 'pass:sesame@host', 'x-forwarded-prefix': secret });
  const { findings } = await doctor();
  expect(findings.map(({ name, what }: { name: string; what: string }) => [name, what])).toEqual([
    ['ignored-forwarding', expect.stringMatching(/^X-Forwarded-Host .* such as "mock\.example\.com:8443"$/)],
    ['ignored-forwarding', expect.stringMatching(/^X-Forwarded-Prefix .* such as "\/tools\/mock"/)],
  ]);
  for (const name of ['Host', 'Prefix']) expect(one.talk().split(`X-Forwarded-${name}`)).toHaveLength(2);
  expect(one.talk() + JSON.stringify(findings)).not.toContain('sesame');
});

const BEHIND = { ...PROXIED, 'x-forwarded-prefix': '/tools' };

test.each(['/__admin', '/@anna/__admin', '/__admin/docs'])('%s leads on below the prefix', async (path) => {
  const { status, headers } = await fetch(trusting.url + path, { headers: BEHIND, redirect: 'manual' });
  expect([303, 308]).toContain(status);
  const to = new URL(headers.get('location') ?? '', `https://mock.example.com/tools${path}`);
  expect(to.href.replace('#/api', '')).toBe(`https://mock.example.com/tools${path.replace('/docs', '')}/`);
});

test('with a token, too, which is gone from the address', async () => {
  const one = await served(['--ephemeral', '--trust-proxy', '--admin-token', 'sesame-open']);
  started.push(one);
  const path = '/__admin/?token=sesame-open';
  const { status, headers } = await fetch(one.url + path, { headers: BEHIND, redirect: 'manual' });
  const to = new URL(headers.get('location') ?? '', `https://mock.example.com/tools${path}`);
  expect([status, to.href]).toEqual([303, 'https://mock.example.com/tools/__admin/']);
});

const LOGIN = {
  client_id: 'flowx-platform-authenticate',
  response_type: 'code',
  scope: 'openid',
  code_challenge: 'A'.repeat(43),
  code_challenge_method: 'S256',
};

test('a login stays behind the proxy: its form, its cookies, where it leads back to, and whose it says it is', async () => {
  const issuer = 'https://mock.example.com/tools/auth/realms/flowx';
  const asBrowser = (url: string, more: RequestInit = {}) =>
    fetch(url.replace('https://mock.example.com/tools', trusting.url), {
      ...more,
      headers: { ...BEHIND, ...more.headers },
      redirect: 'manual',
    });
  const back = 'http://localhost:5173/back';
  const page = await asBrowser(
    `${issuer}/protocol/openid-connect/auth?${new URLSearchParams({ ...LOGIN, redirect_uri: back })}`,
  );
  const cookie = page.headers.getSetCookie()[0] ?? '';
  expect(cookie).toContain('Path=/tools/auth/realms/flowx/; HttpOnly; SameSite=None; Secure');
  const form = await formIn(page);
  expect(form.action).toBe(`${issuer}/login-actions/authenticate`);
  const sent = await asBrowser(form.action, {
    method: 'POST',
    body: new URLSearchParams({ page: form.page, user: 'anna' }),
    headers: { Cookie: cookie.split(';')[0] ?? '', Origin: 'https://mock.example.com' },
  });
  const to = locationOf(sent);
  expect([to.origin + to.pathname, to.searchParams.get('iss')]).toEqual([back, issuer]);
  const frame = await asBrowser(`${issuer}/protocol/openid-connect/3p-cookies/step1.html`);
  expect(locationOf(frame).href).toBe(`${issuer}/protocol/openid-connect/3p-cookies/step2.html`);
});

test('the port is believed where the proxy leaves the host as it was asked', async () => {
  const text = await answerTo(
    [
      'GET /auth/realms/flowx/.well-known/openid-configuration HTTP/1.1',
      'Host: mock.example.com',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 8443',
      'Connection: close',
      '',
      '',
    ].join('\r\n'),
  );
  expect(text).toContain('"issuer":"https://mock.example.com:8443/auth/realms/flowx"');
});

test('an issuer of a name that was not allowed is nobody here, whoever says it', async () => {
  const foreign = { ...PROXIED, 'x-forwarded-host': 'evil.example' };
  expect((await issuerOf(trusting.url, foreign)).status).toBe(403);
});
