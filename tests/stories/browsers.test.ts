// What a page of another origin needs, and what FlowX documents that it gets.
import { once } from 'node:events';
import { request as ask, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../in-process.ts';

const ORIGIN = 'https://demo-angular.example';
const START =
  '/api/runtime/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/7d5560be-3846-49fa-9c17-4059c54c7c5f/process-name/quick_check/start';
/** The list of the page rest2. */
const DOCUMENTED =
  'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization,flowx-platform';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});

const lower = (list: string | undefined) => (list ?? '').split(',').map((name) => name.trim().toLowerCase());

const start = () =>
  request(mock.app).post(START).set('Authorization', 'Bearer t').set('Flowx-Platform', 'web');

describe('a page of another origin', () => {
  test.each([START, '/rtm/api/runtime/unknown', '/process/exec', '/@other/process/task'])(
    'may ask before it sends to %s',
    async (path) => {
      const answer = await request(mock.app)
        .options(path)
        .set('Origin', ORIGIN)
        .set('Access-Control-Request-Method', 'POST')
        .set('Access-Control-Request-Headers', 'authorization,content-type');
      expect(answer.status).toBe(204);
      expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(answer.headers['access-control-allow-credentials']).toBe('true');
      const ours = ['X-API-Key', 'X-Mock-World', 'Prefer', 'Flowx-Platform'];
      expect(lower(answer.headers['access-control-allow-headers'])).toEqual(
        expect.arrayContaining(lower([DOCUMENTED, ...ours].join(','))),
      );
      expect(lower(answer.headers['access-control-allow-methods'])).toEqual(
        expect.arrayContaining(['get', 'put', 'post', 'delete', 'patch']),
      );
    },
  );

  test('reads an answer, and a refusal, with what explains them', async () => {
    const sent = await start().set('Origin', ORIGIN).send({ a: 1 });
    const refused = await request(mock.app).post('/process/exec').set('Origin', ORIGIN).send({});
    expect([sent.status, refused.status]).toEqual([200, 401]);
    for (const { headers } of [sent, refused]) {
      expect(headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(headers['access-control-allow-credentials']).toBe('true');
      const readable = [
        'X-Mock-Source',
        'X-Mock-Request',
        'X-Mock-Violations',
        'Preference-Applied',
        'Retry-After',
        'Server-Timing',
      ];
      expect(lower(headers['access-control-expose-headers'])).toEqual(
        expect.arrayContaining(lower(readable.join(','))),
      );
      expect(lower(headers.vary)).toEqual(expect.arrayContaining(['accept-encoding', 'origin']));
    }
  });

  test('is told nothing that a caller without origin is not asked for', async () => {
    const { headers } = await start().send({});
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-xss-protection']).toBe('0');
    expect(headers['strict-transport-security']).toBe('max-age=31536000 ; includeSubDomains');
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('gzip', () => {
  test.each(['gzip', 'gzip, deflate, br, zstd', 'deflate, gzip;q=0.5', '*'])(
    'is sent to who accepts %s',
    async (accepted) => {
      const { headers, body } = await raw(accepted);
      expect(headers['content-encoding']).toBe('gzip');
      expect(Number(headers['content-length'])).toBe(body.length);
      expect(JSON.parse(gunzipSync(body).toString())).toMatchObject({ state: 'STARTED' });
    },
  );

  test.each(['identity', 'br', 'gzip;q=0', 'deflate'])('is not sent to who accepts %s', async (accepted) => {
    const { headers, body } = await raw(accepted);
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(body.toString())).toMatchObject({ state: 'STARTED' });
  });
});

/** A start as it comes over the wire; most clients would unpack it. */
async function raw(accepted: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const server = mock.app.listen(0);
  try {
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = {
      Authorization: 'Bearer t',
      'Flowx-Platform': 'web',
      'Content-Type': 'application/json',
    };
    const sent = ask({
      port,
      path: START,
      method: 'POST',
      headers: { ...headers, 'Accept-Encoding': accepted },
    });
    sent.end('{}');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks = await answer.toArray();
    return { headers: answer.headers, body: Buffer.concat(chunks) };
  } finally {
    server.close();
  }
}
