import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import '../../../../../contracts/suite/test-runners/jest.ts';
import { root } from '../../../../repository/project-files.ts';

const LIBRARY = join(root, 'tests/third-api/library');
const BOOK = { isbn: '9780140449136', title: 'The Odyssey', authorEmail: 'homer@example.com' };
const HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'X-Copies': '3' };
const OK = { status: 200, headers: HEADERS, body: BOOK };

/** What the matcher says of an answer that it refuses. */
async function complaint(about: () => unknown): Promise<string> {
  try {
    await about();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('an answer that keeps its contract', () => {
  test('may come from supertest', async () => {
    const server = createServer((_, response) => response.writeHead(200, HEADERS).end(JSON.stringify(BOOK)));
    expect(await request(server).get('/')).toMatchContract(LIBRARY, 'getBook');
  });

  test('may come from fetch, and stays readable', async () => {
    const response = new Response(JSON.stringify(BOOK), { headers: HEADERS });
    await expect(response).toMatchContract(LIBRARY, 'getBook');
    expect(await response.json()).toEqual(BOOK);
  });

  test('may be any status, headers and body', () => {
    expect(OK).toMatchContract(LIBRARY, 'getBook');
    expect({ ...OK, headers: new Headers(HEADERS) }).toMatchContract(LIBRARY, 'getBook');
  });

  test('may be of an API that ships', () => {
    expect({ ...OK, status: 299 }).not.toMatchContract('flowx', 'getBuildInfo');
  });

  test('is refused where it should break its contract', async () => {
    expect(await complaint(() => expect(OK).not.toMatchContract(LIBRARY, 'getBook'))).toBe(
      'getBook answered 200, and was expected to break its contract',
    );
  });
});

describe('an answer that breaks its contract', () => {
  const told = (answer: unknown) => complaint(() => expect(answer).toMatchContract(LIBRARY, 'getBook'));

  test('is told with what was promised, what came, and who promised it', async () => {
    const { title: _, ...untitled } = BOOK;
    const headers = { ...HEADERS, 'X-Copies': '12' };
    const place = (file: string) => `.*tests/third-api/library/${file}:\\d+`;
    expect(await told({ ...OK, headers, body: { ...untitled, isbn: 7 } })).toMatch(
      new RegExp(
        `^getBook answered 200 and breaks its contract:

  'x-copies' must be <= 9
    expected  9
    actual    12
    promise   documented, https://library.example/docs/books, ${place('operations/get-book.yaml')}

  'title' is required
    expected  "present"
    actual    nothing
    promise   documented, https://library.example/docs/books, ${place('schemas/book.schema.json')}

  'isbn' must be a string
    expected  "string"
    actual    7
    promise   documented, https://library.example/docs/books, ${place('schemas/book.schema.json')}$`,
      ),
    );
  });

  test('has a status nobody declared', async () => {
    expect(await told({ ...OK, status: 299 })).toMatch(
      /the status must be one of 200, 404\n {4}.*\n {4}actual {4}299/,
    );
  });

  test('says it is JSON and is not', async () => {
    const page = await told(new Response('<h1>502</h1>', { headers: HEADERS }));
    expect(page).toMatch(/the body must be an object\n {4}.*\n {4}actual {4}"<h1>502<\/h1>"/);
  });

  test('cannot repaint the terminal or command the CI system', async () => {
    const hostile = await told({ ...OK, body: { ...BOOK, isbn: '\u001b[2J\n::error::' } });
    expect(hostile).not.toMatch(/[^\P{Cc}\n]/u);
    expect(hostile).not.toMatch(/^\s*::/m);
  });
});

describe('what no page says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-clock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(
    join(folder, 'openapi.yaml'),
    `openapi: 3.1.0
info: { title: Clock, version: '1' }
x-mock: { prefixes: [/clock], credentials: {}, refusal: '{detail}' }
paths:
  /clock:
    get:
      operationId: getTime
      x-provenance: { status: assumed, source: https://clock.example, note: No page says it. }
      responses:
        '200': { description: The time }
`,
  );
  const answer = { status: 204, headers: {}, body: undefined };

  test('is no reason to fail', () => {
    expect(answer).toMatchContract(folder, 'getTime');
  });

  test('is one in a strict match', () => {
    expect(answer).not.toMatchContract(folder, 'getTime', { strict: true });
  });
});

test('what it is asked wrongly is told with what there is', async () => {
  const told = (received: unknown, api: string, operation: string) =>
    complaint(() => expect(received).toMatchContract(api, operation));
  expect(await told(OK, 'nobody', 'x')).toMatch(/there is no API "nobody"\nThere are apptor, flowx/);
  expect(await told(OK, LIBRARY, 'x')).toMatch(/library has no operation "x"\nThere are .*getBook/);
  expect(await told('hello', LIBRARY, 'getBook')).toMatch(/needs a response/);
  expect(await told(undefined, LIBRARY, 'getBook')).toMatch(/needs a response/);
  const read = new Response('{}');
  await read.text();
  expect(await told(read, LIBRARY, 'getBook')).toMatch(/was read already/);
});
