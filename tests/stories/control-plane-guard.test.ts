// Who may use the control plane: this machine, and who has the token; never a page of a foreign site.
import { describe, expect, test } from '@jest/globals';
import type express from 'express';
import request from 'supertest';
import { adminRouter } from '../../mock-server/admin/admin.ts';
import type { GuardOptions } from '../../mock-server/admin/guard.ts';
import { createApp } from '../../mock-server/http/app.ts';
import { inProcess } from '../in-process.ts';

const TOKEN = 'a-token-for-tests';

async function guarded(options: Partial<GuardOptions>): Promise<express.Express> {
  const { standIn } = await inProcess();
  return createApp(
    standIn,
    adminRouter(standIn, { host: '127.0.0.1', allowedHosts: [], token: undefined, ...options }),
  );
}

describe('bound to loopback', () => {
  test.each(['127.0.0.1:4010', 'localhost', '[::1]:4010', 'LOCALHOST:1'])(
    'it answers to the host %s',
    async (host) => {
      const answer = await request(await guarded({}))
        .get('/__admin/instances')
        .set('Host', host);
      expect(answer.status).toBe(200);
    },
  );

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:4010'])(
    'it does not answer to %s, which a page may have rebound to it',
    async (host) => {
      const answer = await request(await guarded({}))
        .post('/__admin/reset')
        .set('Host', host);
      expect(answer.status).toBe(403);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.body.detail).toContain('--allow-host');
    },
  );

  test('it answers to a host that was allowed', async () => {
    const app = await guarded({ allowedHosts: ['mock.internal'] });
    expect((await request(app).get('/__admin/health').set('Host', 'mock.internal:4010')).status).toBe(200);
  });

  test('it lets no page of another origin in', async () => {
    const answer = await request(await guarded({}))
      .get('/__admin/instances')
      .set('Origin', 'https://evil.example');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('bound wider', () => {
  const wide = () => guarded({ host: '0.0.0.0', token: TOKEN });

  test('everything but health asks for the token', async () => {
    const app = await wide();
    expect((await request(app).get('/__admin/health')).status).toBe(200);
    const refused = await request(app).get('/__admin/requests');
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect((await request(app).post('/__admin/reset').set('Authorization', 'Bearer wrong')).status).toBe(401);
  });

  test('the token opens it', async () => {
    const answer = await request(await wide())
      .get('/__admin/requests')
      .set('Authorization', `Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
  });

  test('a browser that opened it with the token keeps it in a cookie that scripts and other sites do not see', async () => {
    const app = await wide();
    const opened = await request(app).get(`/__admin/?token=${TOKEN}`);
    const [cookie = ''] = opened.headers['set-cookie'] as unknown as string[];
    expect(opened.status).toBe(303);
    expect(opened.headers.location).toBe('/__admin/');
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const [pair = ''] = cookie.split(';');
    expect((await request(app).get('/__admin/instances').set('Cookie', pair)).status).toBe(200);
    expect((await request(app).get('/__admin/?token=wrong')).status).toBe(401);
  });
});

test('a call that is none is told what there is', async () => {
  const answer = await request(await guarded({})).get('/__admin/nothing');
  expect(answer.status).toBe(404);
  expect(answer.body.detail).toContain('/__admin/instances/:id');
});
