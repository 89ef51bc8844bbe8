// An API whose answers are pages for people is judged by them: a page that is documented is no login page before it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadApis } from '../../contracts/reader/read-api.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { verifying } from '../verified.ts';

const page = (operationId: string) => `
    get:
      operationId: ${operationId}
      parameters: [{ name: id, in: path, required: true, schema: { type: string, minLength: 1 }, example: home }]
      responses: { '200': { description: a page, content: { text/html: { schema: { type: string, minLength: 20 } } } } }`;

const DOCUMENT = `openapi: 3.1.0
info: { title: Pages, version: '1' }
x-mock: { prefixes: [/pages], refusal: { message: '{detail}' } }
paths:
  /pages/{id}:${page('getPage')}
  /pages/{id}/print:${page('printPage')}
`;

const folder = scratchFolder();
let server: Server;
let sent = '<!doctype html><title>Home</title>';
beforeAll(async () => {
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages', 'openapi.yaml'), DOCUMENT);
  server = createServer(({ method, url = '' }, res) => {
    const isPage = method === 'GET' && /^\/pages\/[^/]+(\/print)?$/.test(url);
    if (isPage) res.setHeader('content-type', 'text/html; charset=utf-8').end(sent);
    else res.writeHead(405, { 'content-type': 'application/json' }).end('{"message":"no"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const judged = () => {
  const { port } = server.address() as AddressInfo;
  return verify(verifying(`http://127.0.0.1:${port}`, { apis: loadApis([folder]) }));
};

test('pages that are documented are what was promised', async () => {
  const report = await judged();
  expect(report.cases.flatMap(({ findings }) => findings)).toEqual([]);
  expect(report.exitCode).toBe(0);
});

test('and are held to their schema', async () => {
  sent = '<p>short</p>';
  const report = await judged();
  expect(report.cases.flatMap(({ findings }) => findings.map(({ check }) => check))).toContain('body');
  expect(report.exitCode).toBe(1);
});
