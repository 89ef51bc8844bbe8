// Bodies of hundreds of kilobytes make a run neither slow nor its reports long.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { loadApi } from '../../contracts/reader/read-api.ts';
import { json } from '../../contracts/suite/report/files/json-report.ts';
import { html } from '../../contracts/suite/report/html/html.ts';
import { terminal } from '../../contracts/suite/report/terminal/terminal.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { KnownSecrets } from '../../contracts/suite/sending/known-secrets.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { listen, verifying } from '../verified.ts';

const LIMIT = 1024 * 1024;
const NOTE = 'schema: { type: object, required: [n], properties: { n: { type: string } } }';
const SMALL = `openapi: 3.1.0
info: { title: T, version: "1" }
x-mock: { prefixes: [/a], refusal: { message: "{detail}" }, bodyLimit: ${LIMIT} }
paths:
  /a/x:
    post:
      operationId: x
      requestBody: { required: true, content: { application/json: { ${NOTE} } } }
      responses:
        '200': { description: ok, content: { application/json: { ${NOTE} } } }
`;

test('what is masked and what is told stays small', async () => {
  const folder = join(scratchFolder(), 'small');
  mkdirSync(folder);
  writeFileSync(join(folder, 'openapi.yaml'), SMALL);
  const targets = join(scratchFolder(), 'targets.json');
  writeFileSync(
    targets,
    JSON.stringify({ apis: { small: { values: {}, credentials: {}, oversize: LIMIT } } }),
  );
  const answer = JSON.stringify({ text: 'an answer of 600 kB '.repeat(30_000) });
  const server = await listen(
    createServer((req, res) => {
      req.resume().on('end', () => res.writeHead(200, { 'content-type': 'application/json' }).end(answer));
    }),
  );
  const masking = jest.spyOn(KnownSecrets.prototype, 'text');
  const report = await verify(verifying(server.url, { apis: [loadApi(folder)], targets })).finally(
    server.close,
  );
  const masked = masking.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  masking.mockRestore();

  const findings = report.cases.flatMap((one) => one.findings);
  const tooLarge = findings.find(({ curl }) => curl?.includes('/dev/zero'));
  expect(tooLarge?.curl).toMatch(/^head -c \d{7} \/dev\/zero \| curl .*--data-binary @-$/);
  expect(Number(/\d{7}/.exec(tooLarge?.curl ?? '')?.[0])).toBeGreaterThan(LIMIT);
  expect(findings.some(({ received }) => /600 kB .*… \(\d{6} characters\)$/.test(received?.body ?? ''))).toBe(
    true,
  );
  // A few kilobytes a finding: what is shown of request, answer and value, and as much beyond it.
  expect(masked / findings.length).toBeLessThan(60_000);
  for (const told of [json(report), html(report), terminal(report, { color: false })])
    expect(told.length / findings.length).toBeLessThan(20_000);
});
