// A third product is a folder of data: routed, authenticated, validated, refused in its own envelope and answered.
import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { inProcess, NOON } from '../in-process.ts';

const { app } = await inProcess({ contracts: [new URL('../third-api', import.meta.url).pathname] });
const KEY = { 'X-Library-Key': 'let-me-in' };
const CARD = { ...KEY, 'X-Reader': 'R-17' };
const ISBN = '9780140449136';

/** The library's envelope, as its openapi.yaml writes it. */
const envelope = (status: number, code: string, asked: string, more: object = {}) => ({
  error: {
    code,
    status,
    message: expect.any(String),
    detail: expect.stringMatching(/^Library: /),
    branch: 'Main Street',
    asked,
    at: new Date(NOON).toISOString(),
    ...more,
  },
});

describe('answers', () => {
  test('with the first example', async () => {
    const { status, body, headers } = await request(app).get('/library/v1/shelves/7/books').set(KEY);
    expect(status).toBe(200);
    expect(body).toHaveLength(2);
    expect(headers['x-mock-source']).toBe('example');
    expect(headers['x-total']).toBe('2');
    expect(headers['x-library-edition']).toBe('1');
  });

  test('with generated data, the same each time, where there is no example', async () => {
    const ask = () => request(app).get(`/library/v1/books/${ISBN}`).set(KEY);
    const [first, second] = [await ask(), await ask()];
    expect(first.status).toBe(200);
    expect(first.headers['x-mock-source']).toBe('generated');
    expect(first.headers['x-copies']).toMatch(/^[1-9]$/);
    expect(first.body.authorEmail).toMatch(/@/);
    expect(second.body).toEqual(first.body);
  });

  test('a POST with 201 and its required header', async () => {
    const { status, body, headers } = await request(app)
      .post('/library/v1/loans')
      .set(CARD)
      .send({ isbn: ISBN });
    expect(status).toBe(201);
    expect(body).toEqual({ loanId: 1, due: '2026-06-15' });
    expect(headers.location).toBe('/library/v1/loans/1');
  });

  test('without a body where the contract has none', async () => {
    const { status, text, headers } = await request(app).delete('/library/v1/loans/1').set(KEY);
    expect(status).toBe(204);
    expect(text).toBe('');
    expect(headers['content-type']).toBeUndefined();
  });

  test('in plain text, for anybody, from a default response', async () => {
    const { status, text, headers } = await request(app).get('/library/v1/opening-hours');
    expect(status).toBe(200);
    expect(text).toBe('From nine to five');
    expect(headers['content-type']).toMatch(/^text\/plain/);
  });

  test('below its second prefix alike, and with its second key', async () => {
    const { status, body } = await request(app)
      .get('/lib/shelves/7/books')
      .set('X-Library-Key', 'second-key');
    expect(status).toBe(200);
    expect(body).toHaveLength(2);
  });

  test('with every parameter in use', async () => {
    const { status } = await request(app)
      .get('/library/v1/shelves/7/books?limit=5&sort=author&lent=true&language=en&language=el')
      .set(KEY)
      .set('X-Reader-Age', '12');
    expect(status).toBe(200);
  });
});

describe('refuses in its own envelope', () => {
  const list = '/library/v1/shelves/7/books';

  test.each([
    ['no key', {}, 401, 'credentials-missing'],
    ['a blank key', { 'X-Library-Key': ' ' }, 401, 'credentials-malformed'],
    ['a key that is not in the list', { 'X-Library-Key': 'let-me-out' }, 401, 'credentials-rejected'],
  ])('%s', async (_, headers, expected, code) => {
    const { status, body } = await request(app).get(list).set(headers);
    expect(status).toBe(expected);
    expect(body).toEqual(envelope(expected, code, list));
  });

  test.each([
    ['?limit=0', [{ field: 'limit', message: 'must be >= 1' }]],
    ['?limit=many', [{ field: 'limit', message: 'must be an integer' }]],
    ['?sort=colour', [{ field: 'sort', message: 'must be one of title, author' }]],
    ['?lent=perhaps', [{ field: 'lent', message: 'must be a boolean' }]],
    ['?language=english', [{ field: 'language[0]', message: 'must match pattern "^[a-z]{2}$"' }]],
    [
      '?limit=99&sort=colour',
      [expect.objectContaining({ field: 'limit' }), expect.objectContaining({ field: 'sort' })],
    ],
  ])('%s', async (query, fields) => {
    const { status, body, headers } = await request(app)
      .get(list + query)
      .set(KEY);
    expect(status).toBe(400);
    expect(body).toEqual(envelope(400, 'violation', list, { fields }));
    expect(headers['x-mock-violations']).toBe(String(fields.length));
  });

  test.each([
    ['a path value', '/library/v1/shelves/top/books', 'shelf'],
    ['a path value that does not match', '/library/v1/books/123', 'isbn'],
  ])('%s', async (_, path, field) => {
    const { status, body } = await request(app).get(path).set(KEY);
    expect(status).toBe(400);
    expect(body).toEqual(envelope(400, 'violation', path, { fields: [expect.objectContaining({ field })] }));
  });

  test('headers', async () => {
    const young = await request(app).get(list).set(KEY).set('X-Reader-Age', '-1');
    expect(young.body.error.fields).toEqual([{ field: 'x-reader-age', message: 'must be >= 0' }]);
    const nobody = await request(app).post('/library/v1/loans').set(KEY).send({ isbn: ISBN });
    expect(nobody.status).toBe(400);
    expect(nobody.body.error.fields).toEqual([{ field: 'x-reader', message: 'must not be null' }]);
  });

  test('a body, naming each violation', async () => {
    const { status, body, headers } = await request(app)
      .post('/library/v1/loans')
      .set(CARD)
      .send({ isbn: 'x', days: 99, colour: 'red', notes: ['a', 'b', 'c'] });
    expect(status).toBe(400);
    const fields = ['isbn', 'days', 'colour', 'notes'].map((field) => expect.objectContaining({ field }));
    expect(body.error.fields).toEqual(expect.arrayContaining(fields));
    expect(body.error.fields).toHaveLength(4);
    const journal = await request(app).get(`/__admin/requests/${headers['x-mock-request']}`);
    expect(journal.body).toMatchObject({ api: 'library', operationId: 'borrowBook', status: 400 });
    expect(journal.body.violations).toContainEqual(
      expect.objectContaining({
        in: 'body',
        pointer: '/days',
        keyword: 'maximum',
        expected: 28,
        actual: 99,
        provenance: { status: 'documented', source: ['https://library.example/docs/loans'] },
      }),
    );
  });

  test.each([
    ['malformed JSON', 'application/json', '{"isbn":', 400, 'malformed-json'],
    ['another content type', 'text/plain', 'a book, please', 415, 'unsupported-media-type'],
  ])('%s', async (_, type, text, expected, code) => {
    const path = '/library/v1/loans';
    const { status, body } = await request(app).post(path).set(CARD).set('Content-Type', type).send(text);
    expect(status).toBe(expected);
    expect(body).toEqual(envelope(expected, code, path));
  });

  test.each(['/library/v1/films', '/lib/films', '/library/v1'])('the unknown path %s', async (path) => {
    const { status, body } = await request(app).get(path).set(KEY);
    expect(status).toBe(404);
    expect(body).toEqual(envelope(404, 'unknown-path', path));
  });

  test('another method, saying which it takes', async () => {
    const { status, body, headers } = await request(app).put('/library/v1/loans').set(CARD).send({});
    expect(status).toBe(405);
    expect(headers.allow).toBe('POST');
    expect(body).toEqual(envelope(405, 'method-not-allowed', '/library/v1/loans'));
  });

  test('but not what is below no prefix', async () => {
    const { status, headers } = await request(app).get('/library/v2/loans');
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch('application/problem+json');
  });
});
