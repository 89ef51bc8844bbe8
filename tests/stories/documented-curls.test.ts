// T6: every curl of the captured pages works, and what comes back is what the page says.
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { type Served, served } from '../served.ts';
import { needCurl, throughShell } from './curl.ts';
import { expected, pageCase, pages, runnable } from './page-case.ts';

jest.setTimeout(60_000);

let server: Served;

beforeAll(async () => {
  await needCurl();
  server = await served(['--ephemeral']);
});

afterAll(async () => {
  await server?.end();
});

async function works(file: string): Promise<void> {
  const { answer, headers = {}, remembered, ...written } = pageCase(file);
  const got = await throughShell(runnable(written, server.url));
  expect(got).toMatchObject({ status: 200, headers: { 'content-type': 'application/json', ...headers } });
  expect(got.body).toEqual(expected(answer));
  const body = got.body as Record<string, string> & { instanceMetadata?: { processInstanceUuid: string } };
  if (body.instanceMetadata) expect(body.instanceMetadata.processInstanceUuid).toBe(body.uuid);
  const kept = await request(server.url).get(`/__admin/instances/${body[remembered.id]}`);
  expect(kept.status).toBe(200);
  // A process may have gone on meanwhile, and added to it.
  expect(kept.body.data).toMatchObject(remembered.data);
}

test('the rendered page "copy data from another instance" starts a process with the data of the old one', () =>
  works('start-with-copy-data.rendered.yaml'));

test('the Markdown of that page does the same', () => works('start-with-copy-data.markdown.yaml'));

test('the page "by workspace, app, and process name" starts a process on the active build', () =>
  works('start-by-process-name.yaml'));

test('the page "by build id and process name" starts a process whose name has brackets, through the gateway', () =>
  works('start-by-build.yaml'));

test('the page "execute workflows" starts a workflow', () => works('execute-workflows.yaml'));

test('each of the five captured pages is a case', () => {
  expect(readdirSync(pages).sort()).toEqual([
    'execute-workflows.yaml',
    'start-by-build.yaml',
    'start-by-process-name.yaml',
    'start-with-copy-data.markdown.yaml',
    'start-with-copy-data.rendered.yaml',
  ]);
});

test('what stands behind a placeholder is percent-encoded, comments go, and a gap is noticed', () => {
  const written = {
    host: 'https://h',
    fill: { name: "[A] b/c'd" },
    command: 'curl "https://h/{name}" \\   # why\n-v',
  };
  expect(runnable(written, 'http://x')).toBe('curl "http://x/%5BA%5D%20b%2Fc\'d" \\\n-v');
  expect(() => runnable({ ...written, fill: {} }, 'http://x')).toThrow('nothing to fill {name} with');
});
