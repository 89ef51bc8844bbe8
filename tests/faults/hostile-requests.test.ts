// Requests that are broken before any of their content counts.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FLOWX_START, get, head, type Listening, listening, post } from './raw.ts';
import { expectRefusal, shapeFor } from './refusal-shape.ts';

let mock: Listening;
beforeAll(async () => {
  mock = await listening();
});
afterAll(() => mock.stop());

const HOST = { Host: 'localhost', Authorization: 'Bearer any' };

const ADDRESSES: [what: string, path: string, status: number][] = [
  ['percent without digits below FlowX', '/api/runtime/%zz', 400],
  ['percent without digits below apptor', '/process/instance/%', 400],
  ['percent without digits elsewhere', '/%zz', 400],
  ['percent-encoded bytes that are no UTF-8', '/process/instance/%ff%fe', 400],
  ['a percent-encoded lone surrogate', '/process/instance/%ed%a0%80', 400],
  ['a prefix written percent-encoded', '/%70rocess/instance/inst_xyz789', 404],
  ['a slash written percent-encoded', '/process%2finstance/inst_xyz789', 404],
  ['dots that lead out of the prefix', '/process/../__admin/health', 404],
  ['dots in the middle', '/process/./instance/inst_xyz789', 404],
  ['two slashes first', '//process/instance/inst_xyz789', 404],
  ['two slashes and nothing', '//', 404],
  ['two slashes within', '/process//instance/inst_xyz789', 404],
  ['a slash at the end', '/process/instance/inst_xyz789/', 404],
  ['the bare prefix', '/api/runtime', 404],
  ['a prefix that only begins alike', '/processes', 404],
  ['another case', '/Process/instance/inst_xyz789', 404],
  ['a NUL', '/process/instance/%00', 404],
  ['a path of 15 KB', `/process/instance/${'a'.repeat(15_000)}`, 404],
  ['a query of 15 KB', `/process/instance/x?${'a=b&'.repeat(3_700)}`, 404],
];

test.each(ADDRESSES)('%s is refused in the words that belong there', async (_, path, status) => {
  expectRefusal(await mock.ask(get(path)), shapeFor(path), status);
});

test('an absolute target counts for its path, and one that is no URL is refused', async () => {
  const found = await mock.ask(get('http://elsewhere.example/process/instance/inst_xyz789'));
  expect(found.status).toBe(200);
  expectRefusal(await mock.ask(get('http://elsewhere.example/process/nothing')), 'apptor', 404);
  expectRefusal(await mock.ask(get('http://[bad/process/instance/inst_xyz789')), 'problem', 400);
  expectRefusal(await mock.ask(head('OPTIONS', '*', HOST)), 'problem', 404);
});

test.each(['OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH', 'GET', 'PROPFIND', 'M-SEARCH'])(
  '%s is no method of a start, whichever product',
  async (method) => {
    for (const path of [FLOWX_START, '/process/exec']) {
      const answer = await mock.ask(head(method, path, HOST));
      expectRefusal(answer, shapeFor(path), 405);
      expect(answer.headers.allow).toBe('POST');
    }
  },
);

test('HEAD is answered without a body, with the length it would have', async () => {
  const connection = mock.connect();
  const path = '/process/instance/inst_xyz789';
  const answer = await connection.send(head('HEAD', path, HOST)).answer({ bodyless: true });
  expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET' } });
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
  // The connection is in step: a body would be read as the next answer.
  expect((await connection.send(get(path)).answer()).status).toBe(200);
  connection.end();
});

const UNREADABLE: [what: string, bytes: string | Buffer, path: string, status: number][] = [
  ['a method that is none', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', '/', 400],
  ['TLS', Buffer.from('160301020001000000', 'hex'), '/', 400],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '/', 400],
  ['an unknown version', 'GET /process/x HTTP/1.2\r\nHost: localhost\r\n\r\n', '/process/x', 400],
  [
    'headers of 20 KB',
    get('/process/instance/x', { 'X-Long': 'a'.repeat(20_000) }),
    '/process/instance/x',
    431,
  ],
  ['a path of 20 KB', get(`/api/runtime/${'a'.repeat(20_000)}`), '/api/runtime/', 431],
  [
    '2,000 headers and 20 KB',
    get('/process/x', Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`X-${i}`, 'abc']))),
    '/process/x',
    431,
  ],
  [
    'a space in a header name',
    'GET /process/x HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n',
    '/process/x',
    400,
  ],
  [
    'a folded header',
    'GET /api/runtime/x HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n',
    '/api/runtime/x',
    400,
  ],
  ['two lengths', post(FLOWX_START, '{}', { 'content-length': '3' }), FLOWX_START, 400],
  ['a negative length', post(FLOWX_START, '{}', { 'Content-Length': '-1' }), FLOWX_START, 400],
  [
    'length and chunks',
    post(FLOWX_START, '2\r\n{}\r\n0\r\n\r\n', { 'Transfer-Encoding': 'chunked' }),
    FLOWX_START,
    400,
  ],
  [
    'an encoding that does not end',
    post('/process/exec', '{}', { 'Content-Length': '', 'Transfer-Encoding': 'identity' }),
    '/process/exec',
    400,
  ],
  [
    'a chunk without a length',
    post('/process/exec', 'zz\r\n{}\r\n', { 'Content-Length': '', 'Transfer-Encoding': 'chunked' }),
    '/process/exec',
    400,
  ],
];

test.each(UNREADABLE)('%s is refused, in words, and the connection ended', async (_, bytes, path, status) => {
  const connection = mock.connect();
  const answer = await connection.send(bytes).answer();
  expectRefusal(answer, shapeFor(path), status);
  expect(answer.headers.connection).toBe('close');
  await connection.closed;
});

test('without Host it is refused, in HTTP/1.0 it is not', async () => {
  expectRefusal(await mock.ask('GET /process/instance/x HTTP/1.1\r\n\r\n'), 'apptor', 400);
  const old = 'GET /process/instance/inst_xyz789 HTTP/1.0\r\nAuthorization: Bearer a\r\n\r\n';
  expect((await mock.ask(old)).status).toBe(200);
});

test('an expectation nobody knows and an upgrade nobody offers change nothing', async () => {
  const path = '/process/instance/inst_xyz789';
  expect((await mock.ask(get(path, { Expect: '200-maybe' }))).status).toBe(200);
  expect((await mock.ask(get(path, { Connection: 'Upgrade', Upgrade: 'websocket' }))).status).toBe(200);
  expect((await mock.ask(post(FLOWX_START, '{}', { Expect: '100-continue' }))).status).toBe(200);
});

test('CONNECT ends the connection, and the server goes on', async () => {
  const connection = mock.connect().send('CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n');
  await connection.closed;
  expect(connection.rest).toBe('');
  expect((await mock.ask(get('/process/instance/inst_xyz789'))).status).toBe(200);
});

test('of a header that comes twice the first counts, and of two keys neither', async () => {
  const path = '/process/instance/inst_xyz789';
  const twice = (first: string, second: string) =>
    mock.ask(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${first}\r\n${second}\r\n\r\n`);
  expect((await twice('Authorization: Bearer a', 'Authorization: Basic b')).status).toBe(200);
  expectRefusal(await twice('Authorization: Basic b', 'Authorization: Bearer a'), 'apptor', 401);
  expectRefusal(await twice('X-API-Key: apk_demo_secret', 'X-API-Key: apk_demo_secret'), 'apptor', 401);
  const types = post('/process/exec', '{}', {
    'Content-Type': 'text/plain',
    'content-type': 'application/json',
  });
  expectRefusal(await mock.ask(types), 'apptor', 415);
});
