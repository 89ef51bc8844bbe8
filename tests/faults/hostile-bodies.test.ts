// Bodies of every size and coding: what is too much is refused at once, what is broken is refused in words.
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FLOWX_START, get, type Listening, listening, post } from './raw.ts';
import { expectRefusal } from './refusal-shape.ts';

const LIMIT = 1024 * 1024;
/** A bomb is one however it was made: the best compression takes seconds. */
const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } };
const CHUNKED = { 'Content-Length': '', 'Transfer-Encoding': 'chunked' };
const CHUNK_END = Buffer.from('0\r\n\r\n');

let mock: Listening;
beforeAll(async () => {
  mock = await listening();
});
afterAll(() => mock.stop());

/** A JSON object of just so many bytes. */
const sized = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;
const chunk = (bytes: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`${Buffer.byteLength(bytes).toString(16)}\r\n`),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ]);
const start = (body: string | Buffer, headers: Record<string, string> = {}) =>
  mock.ask(post(FLOWX_START, body, headers));

describe('1 MB is the limit', () => {
  test('a body of just that is taken, by length and in chunks', async () => {
    const body = sized(LIMIT);
    expect(Buffer.byteLength(body)).toBe(LIMIT);
    expect((await start(body)).status).toBe(200);
    expect((await start(Buffer.concat([chunk(body), CHUNK_END]), CHUNKED)).status).toBe(200);
  });

  test('one byte more is refused, by length and in chunks', async () => {
    const body = sized(LIMIT + 1);
    expectRefusal(await start(body), 'flowx', 413);
    expectRefusal(await start(Buffer.concat([chunk(body), CHUNK_END]), CHUNKED), 'flowx', 413);
    expectRefusal(await mock.ask(post('/process/exec', body)), 'apptor', 413);
  });

  test('the refusal does not wait for the rest of the body', async () => {
    expectRefusal(await start('{', { 'Content-Length': '50000000' }), 'flowx', 413);
    expectRefusal(await start(chunk(sized(LIMIT + 1)), CHUNKED), 'flowx', 413);
  });

  test('what counts is the size after unpacking', async () => {
    const zipped = { 'Content-Encoding': 'gzip' };
    expect((await start(gzipSync(sized(LIMIT)), zipped)).status).toBe(200);
    expectRefusal(await start(gzipSync(sized(LIMIT + 1)), zipped), 'flowx', 413);
    const bomb = gzipSync(Buffer.alloc(200 * LIMIT));
    expect(bomb.length).toBeLessThan(LIMIT);
    expectRefusal(await start(bomb, zipped), 'flowx', 413);
    expectRefusal(
      await start(brotliCompressSync(Buffer.alloc(50 * LIMIT), QUICKLY), { 'Content-Encoding': 'br' }),
      'flowx',
      413,
    );
  });
});

test('gzip, deflate and br are unpacked; other codings and broken data are refused', async () => {
  for (const [coding, bytes] of [
    ['gzip', gzipSync('{}')],
    ['GZIP', gzipSync('{}')],
    ['deflate', deflateSync('{}')],
    ['br', brotliCompressSync('{}')],
    ['identity', Buffer.from('{}')],
  ] as const) {
    expect((await start(bytes, { 'Content-Encoding': coding })).status).toBe(200);
  }
  for (const coding of ['compress', 'gzip, gzip', '__proto__', 'constructor', '*'])
    expectRefusal(await start('{}', { 'Content-Encoding': coding }), 'flowx', 415);
  for (const broken of ['{}', gzipSync(sized(5000)).subarray(0, 20), ''])
    expectRefusal(await start(broken, { 'Content-Encoding': 'gzip' }), 'flowx', 400);
});

test.each([
  ['another charset', '{}', { 'Content-Type': 'application/json; charset=utf-16' }, 415],
  ['no content type', '{}', { 'Content-Type': '' }, 415],
  ['a content type that is none', '{}', { 'Content-Type': ';;;' }, 415],
  ['a content type of an object', '{}', { 'Content-Type': '__proto__' }, 415],
  ['a form', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
  ['nothing at all', '', {}, 400],
  ['blanks', ' \n', {}, 400],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400],
  ['half a character', Buffer.from('{"a":"é').subarray(0, 7), {}, 400],
  ['UTF-16', Buffer.from('{}', 'utf16le'), {}, 400],
  ['a NUL', '{"a":"\0"}', {}, 400],
  ['half an object', '{"a":', {}, 400],
  ['a number that is too large', '{"a":1e400}', {}, 400],
  ['a number that is too small', '{"b":-1e-400}', {}, 400],
  ['a number with more digits than are kept', '{"c":123456789012345678901234567890}', {}, 400],
  ['two objects', '{}{}', {}, 400],
  ['NaN', '{"a":NaN}', {}, 400],
  ['half a million open brackets', '['.repeat(500_000), {}, 400],
  ['nesting of 100,000 levels', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, {}, 400],
  ['an array', '[]', {}, 400],
  ['a text', '"x"', {}, 400],
  ['null', 'null', {}, 400],
] as [string, string | Buffer, Record<string, string>, number][])(
  '%s is refused',
  async (_, body, headers, status) => {
    expectRefusal(await start(body, headers), 'flowx', status);
    expectRefusal(await mock.ask(post('/process/exec', body, headers)), 'apptor', status);
  },
);

test.each([
  ['a byte order mark', '﻿{"a":1}'],
  ['names given twice', '{"a":1,"a":2}'],
  ['an escaped lone surrogate', '{"a":"\\ud800","\\udfff":1}'],
  ['a number as large as there may be', '{"a":1.7976931348623157e308,"b":-5e-324}'],
  ['nesting of 400 levels', `{"a":${'['.repeat(400)}${']'.repeat(400)}}`],
  ['UTF-8 said aloud', '{"ü":"😀"}', { 'Content-Type': 'application/json; charset="UTF-8"' }],
] as [string, string, Record<string, string>?][])('%s is taken', async (_, body, headers = {}) => {
  const answer = await start(body, headers);
  expect(answer.status).toBe(200);
  const { uuid } = JSON.parse(answer.body);
  const kept = await mock.ask(get(`/__admin/instances/${uuid}`));
  const expected = JSON.parse(JSON.stringify(JSON.parse(body.replace(/^﻿/, ''))));
  expect(JSON.parse(kept.body).data).toEqual(expected);
});

describe('order of checks: path, method, credentials, size, content type, JSON, headers and body, ids', () => {
  const path = FLOWX_START.replace('customer_onboarding', 'nothing');
  const wrongs: [string, Record<string, string>, string][] = [
    // Each line mends what the line before was refused for.
    [
      '401',
      { Authorization: '', 'Content-Length': '2000000', 'Content-Type': 'text/plain', 'Flowx-Platform': '' },
      '{',
    ],
    ['413', { 'Content-Length': '2000000', 'Content-Type': 'text/plain', 'Flowx-Platform': '' }, '{'],
    ['415', { 'Content-Type': 'text/plain', 'Flowx-Platform': '' }, '{'],
    ['400 JSON', { 'Flowx-Platform': '' }, '{'],
    ['400 platform', { 'Flowx-Platform': '' }, '{}'],
    ['404', {}, '{}'],
  ];
  test.each(wrongs)('%s', async (expected, headers, body) => {
    const answer = await mock.ask(post(path, body, headers));
    expectRefusal(answer, 'flowx', Number(expected.slice(0, 3)));
    const [, word] = expected.split(' ');
    if (word) expect(answer.body.toLowerCase()).toContain(word.toLowerCase());
  });

  test('path and method come before credentials', async () => {
    const bare = { Authorization: '' };
    expectRefusal(await mock.ask(get('/api/runtime/nothing', bare)), 'flowx', 404);
    expectRefusal(await mock.ask(get(FLOWX_START, bare)), 'flowx', 405);
  });

  test('the body is checked before the rights', async () => {
    const reader = { Authorization: '', 'X-API-Key': 'apk_reader_secret' };
    expectRefusal(await mock.ask(post('/process/exec', '{}', reader)), 'apptor', 400);
    const body = '{"processId":"your-flow-uuid"}';
    expectRefusal(await mock.ask(post('/process/exec', body, reader)), 'apptor', 403);
  });
});

test('a connection stays of use after a refusal that left the body unread', async () => {
  const connection = mock.connect();
  const body = sized(3 * LIMIT);
  const unread: [Buffer, number][] = [
    [post(FLOWX_START, body, { Authorization: '' }), 401],
    [post(FLOWX_START, body), 413],
    [post('/api/runtime/nothing', body), 404],
    [post('/nothing', body), 404],
    [post(FLOWX_START, chunk(body), CHUNKED), 413],
  ];
  for (const [bytes, status] of unread) {
    const ended = bytes.includes('chunked') ? Buffer.concat([bytes, CHUNK_END]) : bytes;
    expect((await connection.send(ended).answer()).status).toBe(status);
    expect((await connection.send(get('/process/instance/inst_xyz789')).answer()).status).toBe(200);
  }
  connection.end();
});

test('two requests in one packet get two answers', async () => {
  const connection = mock.connect();
  connection.send(Buffer.concat([post(FLOWX_START, '{'), post(FLOWX_START, '{}')]));
  expect((await connection.answer()).status).toBe(400);
  expect((await connection.answer()).status).toBe(200);
  connection.end();
});

test('a request that breaks a promise half a million times is refused in short', async () => {
  const path =
    '/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/dbe0ab87-539b-4015-962d-6e73226b9e58/rdi/66e74ea1-0775-42b4-b27e-a4a21ea78dfc/start/inherit-from/24cb4216-83a4-4782-84cb-d702b54b9b7d';
  const body = JSON.stringify({ paramsToInherit: { paramsToCopy: Array(500_000).fill(1) } });
  const answer = await mock.ask(post(path, body));
  expectRefusal(answer, 'flowx', 400);
  expect(answer.headers['x-mock-violations']).toBe('1000');
  expect(answer.body.length).toBeLessThan(LIMIT);
});
