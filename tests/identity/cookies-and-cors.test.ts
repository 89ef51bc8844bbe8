// Two stand-ins on one host leave each other's logins alone, and pages may read why they are refused.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { Visitor } from './by-hand.ts';

const mocks: Mock[] = [];
beforeAll(async () => {
  mocks.push(await createMock(), await createMock());
});
afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

const realmOf = ({ url }: Mock): string => `${url.replace('127.0.0.1', 'localhost')}/auth/realms/flowx`;
const authorizeUrl = (mock: Mock, prompt: string): string => {
  const asked = new URLSearchParams({
    client_id: 'flowx-platform-authenticate',
    redirect_uri: 'http://localhost:3000/callback',
    response_type: 'code',
    scope: 'openid',
    state: 's',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...(prompt && { prompt }),
  });
  return `${realmOf(mock)}/protocol/openid-connect/auth?${asked}`;
};

test('a browser that is logged in to two ports of one host is so to both', async () => {
  const browser = new Visitor();
  const names: string[][] = [];
  for (const mock of mocks) {
    const page = await fetch(authorizeUrl(mock, ''), { redirect: 'manual' });
    names.push(page.headers.getSetCookie().map((cookie) => cookie.split('=')[0] ?? ''));
    expect((await browser.logIn(authorizeUrl(mock, ''), 'anna')).searchParams.get('code')).toBeTruthy();
  }
  const [first = [], second = []] = names;
  expect(first.length).toBeGreaterThan(0);
  expect(first.filter((name) => second.includes(name))).toEqual([]);
  for (const mock of mocks) {
    const { headers } = await browser.get(authorizeUrl(mock, 'none'));
    const back = new URL(headers.get('location') ?? '');
    expect([back.searchParams.get('error'), back.searchParams.has('code')]).toEqual([null, true]);
  }
});

test.each([
  [
    'token',
    { grant_type: 'refresh_token', refresh_token: 'none', client_id: 'flowx-platform-authenticate' },
    400,
  ],
  ['token', { grant_type: 'nonsense', client_id: 'flowx-platform-authenticate' }, 400],
  ['token', { grant_type: 'password', client_id: 'nobody' }, 401],
  ['userinfo', {}, 401],
])('a page may read why %s refused %j', async (endpoint, form, status) => {
  const origin = 'http://localhost:3000';
  const answer = await fetch(`${realmOf(mocks[0] as Mock)}/protocol/openid-connect/${endpoint}`, {
    method: 'POST',
    headers: { Origin: origin },
    body: new URLSearchParams(form as Record<string, string>),
  });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, origin]);
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
});
