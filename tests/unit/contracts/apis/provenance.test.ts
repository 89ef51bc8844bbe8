// Goal T4: behind every operation, restricting keyword and refusal stands a status, a page, and unless it is
// documented a note.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { bundledApis, loadApi, loadApis } from '../../../../contracts/reader/read-api.ts';
import { gapsIn, promisesOf } from './promises.ts';

const apis = loadApis([bundledApis()]);
const scratch = mkdtempSync(join(tmpdir(), 'flowx-mock-gaps-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each(apis)('$name', (api) => {
  test('has a provenance for every promise', () => {
    expect(gapsIn(promisesOf(api))).toEqual([]);
  });

  test('makes promises of every kind', () => {
    const texts = promisesOf(api).map(({ what }) => what);
    for (const operation of api.operations) {
      expect(texts).toContain(operation.id);
      for (const status of operation.responses.keys())
        expect(texts).toContain(`${operation.id}: ${status} status`);
    }
    for (const name of api.refusals.keys()) expect(texts).toContain(`refusal ${name}`);
    for (const keyword of ['type', 'enum', 'pattern', 'required'])
      expect(texts.filter((text) => text.endsWith(`) ${keyword}`)).length).toBeGreaterThan(0);
  });
});

/** The gaps of an API with one piece of text in one of its files replaced. */
function gapsWith(name: string, file: string, from: string | RegExp, to: string): string[] {
  const folder = join(scratch, name);
  cpSync(join(bundledApis(), name), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
  const gaps = gapsIn(promisesOf(loadApi(folder)));
  rmSync(folder, { recursive: true });
  return gaps;
}

test.each([
  [
    'a schema without any',
    'apptor/schemas/start-request.schema.json',
    '"x-provenance": { "status": "documented"',
    '"x-other": { "a": "b"',
    /start-request.* required: no provenance/,
  ],
  [
    'a status that does not exist',
    'apptor/schemas/task-request.schema.json',
    '"status": "documented"',
    '"status": "certain"',
    /nodeId.* type: no such status as certain/,
  ],
  [
    'an operation whose permission is decided without a note',
    'apptor/operations/get-instance.yaml',
    /note: >-\n\s+Looking at/,
    'remark: >-\n          Looking at',
    /getInstance security: inferred, without a note/,
  ],
  [
    'a refusal without a note',
    'apptor/refusals.yaml',
    /note: >-\n\s+Answering a run/,
    'remark: >-\n      Answering a run',
    /refusal not-waiting: inferred, without a note/,
  ],
  [
    'a parameter without a page',
    'apptor/parameters.yaml',
    /source: https:\S+\/workflows\n\nVersionNumber/,
    'source: []\n\nVersionNumber',
    /query environment.* enum: no page/,
  ],
  [
    'a keyword of a parameter without a note',
    'flowx/parameters.yaml',
    'note: The pages only say that the header is required; a blank value counts as missing.',
    'remark: none',
    /header Flowx-Platform.* minLength: assumed, without a note/,
  ],
  [
    'a keyword of a header without a note',
    'flowx/headers.yaml',
    /(topic: Content-Encoding\n\s+)note:/,
    '$1remark:',
    /200 Content-Encoding .* enum: inferred, without a note/,
  ],
  [
    'a keyword of an answer without a note',
    'flowx/schemas/token.schema.json',
    '"note": "The page shows tokens',
    '"remark": "The page shows tokens',
    /200 application\/json .* required: inferred, without a note/,
  ],
  [
    'a security scheme without any',
    'flowx/openapi.yaml',
    /x-provenance:(\n\s+status: documented\n\s+source:(\n\s+- \S+)+\n)$/,
    'x-other:$1',
    /security scheme bearer scheme: no provenance/,
  ],
])('%s is found', (_, path, from, to, gap) => {
  const [name = '', ...file] = path.split('/');
  expect(gapsWith(name, file.join('/'), from, to)).toContainEqual(expect.stringMatching(gap));
});
