// Who may use the control plane: the rules for Host, origin and token, and that it says no in problems.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import { adminRouter } from '../../../../mock-server/admin/admin.ts';
import { isLoopback } from '../../../../mock-server/http/transport/own-host.ts';
import { get, head, type Listening, listening, post } from '../../../faults/raw.ts';
import { expectRefusal } from '../../../faults/refusal-shape.ts';

const TOKEN = 'token-of-the-tests';
let mock: Listening;
let wide: express.Express;
beforeAll(async () => {
  mock = await listening();
  const guarded = { host: '0.0.0.0', allowedHosts: ['mock.Internal'], token: TOKEN };
  wide = express().use('/__admin', adminRouter(mock.simulation, guarded));
});
afterAll(() => mock.stop());

test('loopback is what cannot be reached from elsewhere', () => {
  for (const host of ['localhost', '127.0.0.1', '127.8.9.10', '::1']) expect(isLoopback(host)).toBe(true);
  for (const host of [
    '0.0.0.0',
    '::',
    '127.0.0.1.example',
    'localhost.example',
    '1127.0.0.1',
    '127.0.0.1x',
    '',
  ])
    expect(isLoopback(host)).toBe(false);
});

describe('Host', () => {
  test.each(['localhost', 'LOCALHOST:4010', '127.0.0.1:1', '127.9.9.9', '[::1]:4010', '[::1]'])(
    '%s is ours',
    async (host) => {
      expect((await mock.ask(get('/__admin/clock', { Host: host }))).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'evil.example:4010',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'localhost@evil.example',
    'evil.example:localhost',
    '[::2]',
    '[::1]evil',
    '[::1]evil:4010',
    '[::1',
    '10.0.0.1',
    '0.0.0.0',
    '',
  ])('%j is not, whatever is asked', async (host) => {
    for (const bytes of [
      get('/__admin/clock', { Host: host }),
      head('POST', '/__admin/reset', { Host: host }),
    ]) {
      const answer = await mock.ask(host === '' ? bytes.toString().replace('\r\n', '\r\nHost:\r\n') : bytes);
      expectRefusal(answer, 'problem', 403);
      expect(answer.body).toContain('--allow-host');
    }
  });

  test('where it is bound wider: the bound address, an allowed name, the address it was reached at', async () => {
    for (const host of ['0.0.0.0:4010', 'mock.internal', 'MOCK.INTERNAL:80', 'localhost'])
      expect((await supertest(wide).get('/__admin/clock').set('Host', host)).status).toBe(401);
    expect((await supertest(wide).get('/__admin/clock').set('Host', 'other.internal')).status).toBe(403);
  });

  test('health is answered whatever the host; two of them are refused', async () => {
    expect((await mock.ask(get('/__admin/health', { Host: 'evil.example' }))).status).toBe(200);
    const twice = get('/__admin/clock', { Host: 'localhost' })
      .toString()
      .replace('\r\n', '\r\nHost: localhost\r\n');
    const answer = await mock.ask(twice);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('answers are not kept, and not taken for what they are not', async () => {
    const { headers } = await mock.ask(get('/__admin/clock', { Host: 'localhost' }));
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});

describe('origin', () => {
  const reset = (origin: string) =>
    mock.ask(head('POST', '/__admin/reset', { Host: 'localhost', Origin: origin }));

  test('a GET that makes the clock jump is refused to other sites', async () => {
    const skip = '/__admin/instances/inst_xyz789?state=waiting&skip=true';
    const asked = async (headers: Record<string, string>) =>
      (await mock.ask(get(skip, { Host: 'localhost', ...headers }))).status;
    for (const site of ['cross-site', 'same-site']) expect(await asked({ 'Sec-Fetch-Site': site })).toBe(403);
    expect(await asked({ Origin: 'https://evil.example' })).toBe(403);
    for (const site of ['same-origin', 'none']) expect(await asked({ 'Sec-Fetch-Site': site })).not.toBe(403);
    expect(await asked({ 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost:3000' })).not.toBe(403);
  });

  test('a page of another origin, or of none, changes nothing', async () => {
    await mock.ask(post('/process/exec', '{"processId":"quick-flow"}'));
    const instances = async () => (await mock.ask(get('/__admin/instances'))).body;
    const before = await instances();
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'file://',
      'http://localhost@evil.example',
    ])
      expectRefusal(await reset(origin), 'problem', 403);
    expect(await instances()).toBe(before);
    expect((await reset('http://localhost:3000')).status).toBe(204);
    expect(await instances()).not.toBe(before);
  });

  test('no page of another origin reads anything: there is no CORS', async () => {
    const read = await mock.ask(get('/__admin/requests', { Origin: 'http://localhost:3000' }));
    const preflight = {
      Host: 'localhost',
      Origin: 'http://localhost:3000',
      'Access-Control-Request-Method': 'DELETE',
    };
    const asked = await mock.ask(head('OPTIONS', '/__admin/requests', preflight));
    expect(asked.status).toBeGreaterThanOrEqual(400);
    for (const { headers } of [read, asked])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('token, where it is bound wider than loopback', () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    supertest(wide)
      .get(`/__admin${path}`)
      .set({ Host: 'localhost', ...headers });

  test('health needs none, everything else does', async () => {
    expect((await ask('/health')).status).toBe(200);
    for (const path of [
      '/requests',
      '/instances',
      '/contracts',
      '/catalogue',
      '/openapi/flowx.json',
      '/',
      '/nothing',
      '/health/more',
    ]) {
      const answer = await ask(path);
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({
        status: 401,
        title: 'Unauthorized',
        detail: expect.stringContaining('--admin-token'),
      });
    }
    const nobody = supertest(wide);
    expect((await nobody.head('/__admin/health').set('Host', 'localhost')).status).toBe(200);
    for (const asked of [nobody.post('/__admin/health'), nobody.head('/__admin/requests')])
      expect((await asked.set('Host', 'localhost')).status).toBe(401);
  });

  test.each([
    [`Bearer ${TOKEN}`, 200],
    [`bearer  ${TOKEN}`, 200],
    [`Bearer ${TOKEN}x`, 401],
    [`Bearer ${TOKEN.slice(0, -1)}`, 401],
    [`Bearer ${TOKEN} x`, 401],
    ['Bearer ', 401],
    ['Bearer undefined', 401],
    [`Basic ${TOKEN}`, 401],
    [TOKEN, 401],
  ])('Authorization: %s gets %i', async (authorization, status) => {
    expect((await ask('/requests', { Authorization: authorization })).status).toBe(status);
  });

  test('opening the dashboard with it sets a cookie that no script and no other site has', async () => {
    const opened = await ask(`/?token=${TOKEN}`);
    expect(opened).toMatchObject({ status: 303, headers: { location: './' } });
    const [cookie = ''] = opened.headers['set-cookie'] ?? [];
    expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    const [pair = ''] = cookie.split(';');
    expect(pair).toMatch(/^mock_admin_token_80=/);
    expect((await ask('/requests', { Cookie: `a=b; ${pair}; c=d` })).status).toBe(200);
    for (const wrong of [`x${pair}`, `${pair}x`, pair.slice(0, -1), 'mock_admin_token=', 'mock_admin_token'])
      expect((await ask('/requests', { Cookie: wrong })).status).toBe(401);
  });

  test('a wrong token, or one at another address, sets none', async () => {
    for (const path of [
      '/?token=other',
      `/?token=${TOKEN}&token=${TOKEN}`,
      `/requests?token=${TOKEN}`,
      '/?token=',
    ])
      expect(await ask(path)).toMatchObject({
        status: 401,
        headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
      });
  });
});
