// By which address people reach a stand-in behind a proxy: believed where --trust-proxy says so, and nowhere else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Served, served } from '../served.ts';

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

test.each<Headers>([
  { 'x-forwarded-proto': 'javascript' },
  { 'x-forwarded-host': 'user:pass@evil.example' },
  { 'x-forwarded-host': 'evil.example/path?' },
  { 'x-forwarded-host': '<script>' },
  { 'x-forwarded-host': '-' },
  { 'x-forwarded-port': '0x10' },
  { 'x-forwarded-port': '-1' },
  { 'x-forwarded-port': '65536' },
  { 'x-forwarded-prefix': '//evil.example' },
  { 'x-forwarded-prefix': '/a b' },
  { 'x-forwarded-prefix': 'javascript:alert(1)' },
])('%j is no part of an address, and counts for nothing', async (headers) => {
  expect((await serversOf(trusting.url, headers))[0]).toBe(`http://${hostOf(trusting)}`);
});

test('an issuer of a name that was not allowed is nobody here, whoever says it', async () => {
  const foreign = { ...PROXIED, 'x-forwarded-host': 'evil.example' };
  expect((await issuerOf(trusting.url, foreign)).status).toBe(403);
});
