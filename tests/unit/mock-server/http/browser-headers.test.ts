// What a browser needs to be let in, and the headers that every answer has.
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  FLOWX_START,
  get,
  head,
  type Listening,
  listening,
  post,
  type RawAnswer,
} from '../../../faults/raw.ts';

let mock: Listening;
beforeAll(async () => {
  mock = await listening();
});
afterAll(() => mock.stop());

const ORIGIN = 'https://app.example';
const corsOf = ({ headers }: RawAnswer) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));
const listed = (text = '') => text.split(',').map((name) => name.trim());
const preflight = (path: string, more: Record<string, string> = {}) =>
  mock.ask(
    head('OPTIONS', path, {
      Host: 'localhost',
      Origin: ORIGIN,
      'Access-Control-Request-Method': 'POST',
      ...more,
    }),
  );

/** Answers of every kind: of both products and of none, good and refused. */
const KINDS: [what: string, ask: (origin: Record<string, string>) => Promise<RawAnswer>, status: number][] = [
  ['a start', (origin) => mock.ask(post(FLOWX_START, '{}', origin)), 200],
  ['an instance', (origin) => mock.ask(get('/process/instance/inst_xyz789', origin)), 200],
  ['no credentials', (origin) => mock.ask(post(FLOWX_START, '{}', { ...origin, Authorization: '' })), 401],
  [
    'a wrong key',
    (origin) =>
      mock.ask(get('/process/instance/x', { ...origin, 'X-API-Key': 'apk_x_y', Authorization: '' })),
    401,
  ],
  [
    'too large',
    (origin) => mock.ask(post(FLOWX_START, '{', { ...origin, 'Content-Length': '9000000' })),
    413,
  ],
  ['a wrong method', (origin) => mock.ask(get(FLOWX_START, origin)), 405],
  ['an unknown path', (origin) => mock.ask(get('/process/nothing', origin)), 404],
  ['a path below no prefix', (origin) => mock.ask(get('/nothing', origin)), 404],
  ['a path that cannot be decoded', (origin) => mock.ask(get('/api/runtime/%zz', origin)), 400],
];

describe.each(KINDS)('%s', (_, ask, status) => {
  test('with Origin it may be read by that origin, with credentials', async () => {
    const answer = await ask({ Origin: ORIGIN });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      vary: 'Accept-Encoding, Origin',
    });
    const exposed = listed(answer.headers['access-control-expose-headers']);
    for (const name of [
      'X-Mock-Source',
      'X-Mock-Request',
      'X-Mock-Violations',
      'Preference-Applied',
      'Retry-After',
      'Server-Timing',
    ])
      expect(exposed).toContain(name);
  });

  test('without Origin it has no header of CORS, and says that it depends on it', async () => {
    const answer = await ask({});
    expect(corsOf(answer)).toEqual([]);
    expect(answer.headers.vary).toBe('Accept-Encoding, Origin');
  });

  test('it says where it came from, and which entry of the journal explains it', async () => {
    const { headers } = await ask({});
    expect(headers['x-mock-source']).toBe(status === 200 ? 'behaviour' : 'refusal');
    const { body } = await mock.ask(get(`/__admin/requests/${headers['x-mock-request']}`));
    expect(JSON.parse(body)).toMatchObject({ id: headers['x-mock-request'], status });
  });
});

test.each(['null', 'http://localhost:5173', 'capacitor://localhost', '\xe9'])(
  'the origin %j is let in as it is',
  async (origin) => {
    const { status, headers } = await mock.ask(post(FLOWX_START, '{}', { Origin: origin }));
    expect({ status, allowed: headers['access-control-allow-origin'] }).toEqual({
      status: 200,
      allowed: origin,
    });
  },
);

describe('preflight', () => {
  test.each([
    FLOWX_START,
    `/rtm${FLOWX_START}`,
    '/process/exec',
    '/@other/process/task',
    '/process/nothing',
    '/nothing',
  ])('for %s is answered without credentials and without a body', async (path) => {
    const answer = await preflight(path);
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      vary: 'Accept-Encoding, Origin',
    });
  });

  test('allows what FlowX lists, in its order, every header that a contract names, and ours', async () => {
    const allowed = listed((await preflight(FLOWX_START)).headers['access-control-allow-headers']);
    const documented =
      'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization,flowx-platform';
    const lower = allowed.map((name) => name.toLowerCase());
    expect(lower.filter((name) => documented.toLowerCase().split(',').includes(name))).toEqual(
      documented.toLowerCase().split(','),
    );
    const flowx = mock.simulation.apis.find(({ api }) => api.name === 'flowx')?.api.operations ?? [];
    const parameters = flowx.flatMap((operation) =>
      operation.parameters.filter((one) => one.in === 'header').map(({ name }) => name),
    );
    expect(parameters.length).toBeGreaterThan(1);
    expect(lower).toEqual(
      expect.arrayContaining([...parameters, 'X-Mock-World', 'Prefer'].map((name) => name.toLowerCase())),
    );
    expect(new Set(lower).size).toBe(lower.length);
  });

  test('allows the documented methods', async () => {
    const methods = listed((await preflight('/process/exec')).headers['access-control-allow-methods']);
    expect(methods).toEqual(expect.arrayContaining(['GET', 'PUT', 'POST', 'DELETE', 'PATCH']));
  });

  test('is only what a browser asks: other OPTIONS are refused', async () => {
    const headers = { Host: 'localhost', Origin: ORIGIN };
    expect((await mock.ask(head('OPTIONS', FLOWX_START, headers))).status).toBe(405);
  });
});

test('FlowX answers carry its security headers, refusals too; apptor flow documents none', async () => {
  const documented = {
    'strict-transport-security': 'max-age=31536000 ; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-xss-protection': '0',
  };
  for (const path of [FLOWX_START, '/api/runtime/nothing'])
    expect((await mock.ask(post(path, '{}'))).headers).toMatchObject(documented);
  const { headers } = await mock.ask(get('/process/instance/inst_xyz789'));
  expect(Object.keys(documented).filter((name) => name in headers)).toEqual([]);
});

describe('compression', () => {
  test.each([
    ['gzip', true],
    ['GZIP', true],
    ['*', true],
    ['gzip, deflate, br, zstd', true],
    ['br, gzip;q=0.1', true],
    ['identity;q=0.5, gzip;q=1', true],
    ['identity;q=0, gzip', true],
    ['gzip;q=0', false],
    ['*;q=0', false],
    ['identity', false],
    ['identity, gzip;q=0.5', false],
    ['br', false],
    ['gzipped', false],
    ['', false],
  ])('Accept-Encoding: %s', async (accepted, zipped) => {
    const bytes = get('/process/instance/inst_xyz789', { 'Accept-Encoding': accepted });
    const raw = mock.connect();
    raw.socket.write(bytes);
    const chunks: Buffer[] = [];
    raw.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const { status, headers, body } = await raw.answer();
    raw.end();
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(zipped ? 'gzip' : undefined);
    expect(headers.vary).toContain('Accept-Encoding');
    expect(JSON.parse(body)).toMatchObject({ processInstanceId: 'inst_xyz789' });
    const all = Buffer.concat(chunks);
    const sent = all.subarray(all.indexOf('\r\n\r\n') + 4);
    expect(sent.length).toBe(Number(headers['content-length']));
    expect((zipped ? gunzipSync(sent) : sent).toString()).toBe(body);
  });
});
