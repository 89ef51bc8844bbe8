// The line that tries a finding again, run by a shell as it was printed, finds the same.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { loadApi } from '../../contracts/reader/read-api.ts';
import type { Report } from '../../contracts/suite/report/report.ts';
import { groupsOf } from '../../contracts/suite/report/wording/count-results.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { command } from '../served.ts';
import { type Listening, listen, verifying } from '../verified.ts';

jest.setTimeout(60_000);

const SMALL = `openapi: 3.1.0
info: { title: T, version: "1" }
x-mock: { prefixes: [/a], refusal: { message: "{detail}" } }
paths:
  /a/{id}:
    get:
      operationId: one
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, required: [n] } } } }
  /a:
    get:
      operationId: all
      x-provenance: { status: inferred, source: 'https://x.example' }
      responses: { '200': { description: ok } }
`;

const folder = join(scratchFolder(), "it's my API");
const targets = join(scratchFolder(), 'my targets.yaml');
const paths: string[] = [];
let server: Listening;
let first: Report;

/** `one` lacks a member, and only `all` answers with 418, which is a guess. */
beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'openapi.yaml'),
    SMALL.replace(
      'operationId: one',
      "operationId: one\n      x-provenance: { status: documented, source: 'https://x.example' }",
    ),
  );
  const values = { id: 'from-the-targets' };
  writeFileSync(targets, JSON.stringify({ apis: { "it's my API": { values, credentials: {} } } }));
  server = await listen(
    createServer(({ url = '', method }, res) => {
      paths.push(url);
      const status = method !== 'GET' ? 405 : url === '/a' ? 418 : 200;
      res.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    }),
  );
  const options = { apis: [loadApi(folder)], targets, rate: 200, timeout: 4000, strict: true, cases: 1 };
  first = await verify(verifying(server.url, options));
});
afterAll(() => server.close());

/** What a shell makes of a line; reports go to the file. */
function typed(line: string, json: string): Promise<{ code: number; talk: string }> {
  const bin = scratchFolder();
  const script = `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`;
  writeFileSync(join(bin, 'flowx-mock'), script, { mode: 0o755 });
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, NO_COLOR: '1' };
  const whole = `${line} --report json=${json}`;
  return new Promise((resolve) => {
    execFile('sh', ['-c', whole], { env, cwd: scratchFolder() }, (error, _, talk) =>
      resolve({ code: Number(error?.code ?? 0), talk }),
    );
  });
}

test.each(['violation', 'discovery'] as const)('a %s', async (verdict) => {
  const [group] = groupsOf(first, verdict);
  const { finding } = group ?? {};
  if (!finding?.again) throw new Error(`there is no ${verdict}`);
  for (const flag of [
    '--contracts',
    '--api',
    '--targets',
    '--rate 200',
    '--timeout 4000',
    '--strict',
    '--cases 1',
  ])
    expect(finding.again).toContain(flag);
  paths.length = 0;
  const file = join(scratchFolder(), 'report.json');
  expect(await typed(finding.again, file)).toMatchObject({ code: 1, talk: '' });
  const again = JSON.parse(readFileSync(file, 'utf8')) as Report;
  expect(
    groupsOf(again, verdict).map(({ finding: { cause, check, operationId, sentence } }) => ({
      cause,
      check,
      operationId,
      sentence,
    })),
  ).toEqual([
    {
      cause: finding.cause,
      check: finding.check,
      operationId: finding.operationId,
      sentence: finding.sentence,
    },
  ]);
  expect(new Set(paths.filter((path) => path.startsWith('/a/')))).toEqual(
    new Set(verdict === 'violation' ? ['/a/from-the-targets'] : []),
  );
});
