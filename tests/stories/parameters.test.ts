// Where parameters stand and how they are called, in APIs that are not ours: over HTTP, as clients send them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { loadApi } from '../../contracts/reader/read-api.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { type Listening, listen, verifying } from '../verified.ts';

const path = (name: string): string =>
  `{ name: ${name}, in: path, required: true, schema: { type: string, maxLength: 9 } }`;
const get = (id: string, ...parameters: string[]): string =>
  `{ get: { operationId: ${id}, parameters: [${parameters.join(', ')}], responses: { '200': { description: ok, content: { application/json: { example: { was: ${id} } } } } } } }`;
const header = (name: string): string =>
  `{ name: ${name}, in: header, required: true, schema: { type: string, const: never-sent } }`;
const cookie = (name: string, schema: string): string =>
  `{ name: ${name}, in: cookie, required: true, schema: ${schema} }`;

const SMALL = `openapi: 3.1.0
info: { title: T, version: "1" }
x-mock: { prefixes: [/a], refusal: { message: "{detail}" } }
paths:
  /a/users/{user-id}: ${get('dash', path('user-id'))}
  /a/dots/{x.y}: ${get('dots', path('x.y'))}
  /a/files/{id}.json: ${get('suffix', path('id'))}
  /a/range/{from}-{to}: ${get('range', path('from'), path('to'))}
  /a/odata/users('{id}'): ${get('odata', path('id'))}
  /a/jobs/{id}:cancel: ${get('verb', path('id'))}
  /a/headers: ${get('headers', header('Accept'), header('content-type'), header('AUTHORIZATION'))}
  /a/cookies: ${get('cookies', cookie('size', '{ type: integer, maximum: 9 }'), cookie('word', '{ type: string, enum: [a b, c] }'))}
`;

let folder: string;
let mock: InProcess;
let server: Listening;
beforeAll(async () => {
  folder = join(scratchFolder(), 'small');
  mkdirSync(folder);
  writeFileSync(join(folder, 'openapi.yaml'), SMALL);
  mock = await inProcess({ contracts: [folder] });
  server = await listen(createServer(mock.app));
});
afterAll(() => server.close());

const answer = (url: string, headers: Record<string, string> = {}) => request(mock.app).get(url).set(headers);

describe('names and places in a path', () => {
  test.each([
    ['dash', '/a/users/u-1'],
    ['dots', '/a/dots/1.2'],
    ['suffix', '/a/files/f1.json'],
    ['range', '/a/range/1-2'],
    ['odata', "/a/odata/users('u1')"],
    ['verb', '/a/jobs/j1:cancel'],
  ])('%s', async (id, url) => {
    expect((await answer(url)).body).toEqual({ was: id });
    const long = await answer(url.replace(/[^/'(:.-]*\d/, '1234567890'));
    expect(long.status).toBe(400);
    expect(long.body.message).toMatch(/must NOT have more than 9 characters/);
  });

  test('a path that only resembles one is none', async () => {
    for (const url of ['/a/files/f1.xml', '/a/jobs/j1:start', '/a/odata/users(u1)', '/a/range/1'])
      expect((await answer(url)).status).toBe(404);
  });
});

test('Accept, Content-Type and Authorization as parameters are left to HTTP', async () => {
  expect((await answer('/a/headers', { Accept: 'application/json' })).body).toEqual({ was: 'headers' });
});

describe('cookies', () => {
  test.each([
    [undefined, /'size' is required.*'word' is required/],
    ['size=10; word=c', /'size' must be <= 9/],
    ['size=many; word=c', /'size' must be an integer/],
    ['size=1; word=d', /'word' must be one of a b, c/],
    ['Size=1; word=c', /'size' is required/],
  ])('%s is refused', async (sent, told) => {
    const refused = await answer('/a/cookies', sent === undefined ? {} : { Cookie: sent });
    expect(refused.status).toBe(400);
    expect(refused.body.message).toMatch(told);
  });

  test.each(['size=1; word=c', 'other=x; size=9;word=a%20b', 'word=c; size=0; size'])(
    '%s is taken',
    async (sent) => {
      expect((await answer('/a/cookies', { Cookie: sent })).body).toEqual({ was: 'cookies' });
    },
  );
});

test('the contract suite calls each of them, and finds nothing', async () => {
  const report = await verify(verifying(server.url, { apis: [loadApi(folder)] }));
  expect(report.cases.flatMap(({ findings }) => findings)).toEqual([]);
  const passed = report.cases.filter(({ outcome }) => outcome === 'passed');
  expect(new Set(passed.map(({ operationId }) => operationId)).size).toBe(8);
});
