// An API of users' own that shares a prefix with one that ships, or lies below it, is still an API of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../in-process.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { buildInfo, get, INSTANCE } from './flowx/calls.ts';
import { entryOf } from './journal.ts';

/** What FlowX keeps for its own renderers, as README says, and users miss. */
const STATUS = `/api/runtime/process/${INSTANCE}/status`;
const KEY = { 'X-Status-Key': 'let-me-in' };

const api = (prefix: string, path: string) => `
openapi: 3.1.0
info: { title: Status, version: '1' }
x-mock:
  prefixes: [${prefix}]
  credentials: { key: [let-me-in] }
  refusal: { oops: '{status} {detail}' }
security: [{ key: [] }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Status-Key }
paths:
  ${path}:
    get:
      operationId: status
      parameters:
        - { name: uuid, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        '200':
          description: Its status
          content: { application/json: { example: { state: STARTED } } }
        4XX: { description: Refused }
        '503': { description: Refused }
`;

function folderOf(name: string, text: string): string {
  const folder = join(scratchFolder(), name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'openapi.yaml'), text);
  return folder;
}

let mock: InProcess;
beforeAll(async () => {
  const beside = folderOf('status', api('/api/runtime', '/api/runtime/process/{uuid}/status'));
  const below = folderOf('deeper', api('/api/runtime/deeper', '/api/runtime/deeper/{uuid}'));
  mock = await inProcess({ contracts: [beside, below] });
});

const asked = (path: string, headers: Record<string, string> = KEY) =>
  request(mock.app).get(path).set(headers);

test.each([
  ['beside it', 'status', STATUS],
  ['below it', 'deeper', `/api/runtime/deeper/${INSTANCE}`],
])('%s: its own credentials, envelope and name in the journal', async (_, name, path) => {
  const answer = await asked(path);
  expect([answer.status, answer.body]).toEqual([200, { state: 'STARTED' }]);
  expect(await entryOf(mock.app, answer)).toMatchObject({ api: name, operationId: 'status' });
  const refused = await asked(path, { Authorization: 'Bearer somebody' });
  expect([refused.status, Object.keys(refused.body)]).toEqual([401, ['oops']]);
  expect(await entryOf(mock.app, refused)).toMatchObject({ api: name });
  const wrongMethod = await request(mock.app).delete(path).set(KEY);
  expect([wrongMethod.status, Object.keys(wrongMethod.body)]).toEqual([405, ['oops']]);
});

test('faults for it meet it, and not the one beside it', async () => {
  const world = request(mock.app).put('/@faulty/__admin/faults');
  expect((await world.send([{ api: 'status', code: 503 }])).status).toBe(200);
  expect((await asked(`/@faulty${STATUS}`)).status).toBe(503);
  expect((await get(mock.app, `/@faulty${buildInfo()}`)).status).toBe(200);
});

test('the one that ships answers as ever, also where nobody has an operation', async () => {
  expect((await get(mock.app, buildInfo())).status).toBe(200);
  const nowhere = await get(mock.app, '/api/runtime/nowhere');
  expect([nowhere.status, nowhere.body.title]).toEqual([404, expect.any(String)]);
  expect(await entryOf(mock.app, nowhere)).toMatchObject({ api: 'flowx' });
  expect(Object.keys((await asked('/api/runtime/deeper/and/nowhere')).body)).toEqual(['oops']);
});

test('a prefix is written as it is, not percent-encoded', async () => {
  const answer = await asked(STATUS.replace('/api', '/%61pi'));
  expect([answer.status, answer.headers['content-type']]).toEqual([404, expect.stringContaining('problem')]);
});
