// What a run finds in small APIs of which no part says how sure it is: an OpenAPI document is documentation.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { loadApi } from '../../contracts/reader/read-api.ts';
import { json } from '../../contracts/suite/report/files/json-report.ts';
import { sarif } from '../../contracts/suite/report/files/sarif.ts';
import type { Report } from '../../contracts/suite/report/report.ts';
import { terminal } from '../../contracts/suite/report/terminal/terminal.ts';
import { groupsOf } from '../../contracts/suite/report/wording/count-results.ts';
import { readBaseline } from '../../contracts/suite/run/read-baseline.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import type { VerifyOptions } from '../../contracts/suite/run/verify-options.ts';
import { listen, verifying } from '../verified.ts';

const folder = mkdtempSync(join(tmpdir(), 'small-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEAD = `openapi: 3.1.0
info: { title: T, version: "1" }
x-mock: { prefixes: [/a], refusal: { message: "{detail}" } }
`;
const LIST = `${HEAD}paths:
  /a/x:
    get:
      operationId: x
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: object, required: [items], properties: { items: { type: array, items: { type: object, required: [n], properties: { n: { type: integer } } } } } }
`;
const ODD = `${HEAD}paths:
  /a/short: { post: { operationId: short, requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { n: { type: string, minLength: 0 }, l: { type: array, minItems: 0 } } } } } }, responses: { '200': { description: ok } } } }
  /a/never: { post: { operationId: never, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [n], properties: { n: { type: integer, minimum: 3, maximum: 2 } } } } } }, responses: { '200': { description: ok } } } }
`;

async function judged(
  openapi: string,
  answer: (req: IncomingMessage, res: ServerResponse) => void,
  options: Partial<VerifyOptions> = {},
): Promise<Report> {
  writeFileSync(join(folder, 'openapi.yaml'), openapi);
  const { url, close } = await listen(createServer(answer));
  try {
    return await verify(verifying(url, { apis: [loadApi(folder)], ...options }));
  } finally {
    await close();
  }
}

const answered = (status: number, body: unknown) => (_: IncomingMessage, res: ServerResponse) =>
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
let turn = 0;
const wrongItems = (req: IncomingMessage, res: ServerResponse) => {
  turn += 1;
  if (req.method !== 'GET') return void answered(405, { message: 'no' })(req, res);
  answered(200, { items: Array.from({ length: 40 }, (_, index) => ({ n: `${turn} ${index}` })) })(req, res);
};

test('a server that answers 418 to everything breaks the contract', async () => {
  const report = await judged(LIST, answered(418, {}));
  expect(report.exitCode).toBe(1);
  expect(report.cases.flatMap(({ findings }) => findings)[0]).toMatchObject({
    verdict: 'violation',
    provenance: { status: 'documented' },
  });
});

test('where one part says how sure it is, those that do not are assumed', async () => {
  const told = LIST.replace(
    'operationId: x',
    'operationId: x\n      x-note: { x-provenance: { status: inferred } }',
  );
  expect((await judged(told, answered(418, {}))).exitCode).toBe(0);
});

test('an operation that cannot be tried is not judged with the reason, and the others are', async () => {
  const report = await judged(ODD, (req, res) =>
    answered(req.method === 'POST' && req.headers['content-type'] === 'application/json' ? 200 : 415, {})(
      req,
      res,
    ),
  );
  const never = report.cases.filter(({ operationId }) => operationId === 'never');
  expect(never.length).toBeGreaterThan(0);
  expect(
    never.every(({ outcome, reason }) => outcome !== 'passed' && /no value|no request/.test(reason ?? '')),
  ).toBe(true);
  expect(
    report.cases.some(({ operationId, outcome }) => operationId === 'short' && outcome === 'passed'),
  ).toBe(true);
});

test('one cause is one finding with a count, whatever was seen, and its fingerprint lasts', async () => {
  const first = await judged(LIST, wrongItems);
  const second = await judged(LIST, wrongItems, { seed: 'another' });
  const [group, ...others] = groupsOf(first, 'violation').filter(({ finding }) => finding.check === 'body');
  expect(others).toEqual([]);
  expect(group).toMatchObject({ finding: { cause: 'body/items/-/n type' } });
  expect(group?.count).toBeGreaterThan(39);
  const prints = (report: Report): string[] =>
    JSON.parse(sarif(report)).runs[0].results.map((one: { partialFingerprints: object }) =>
      JSON.stringify(one.partialFingerprints),
    );
  expect(prints(second)).toEqual(prints(first));
});

test('what the baseline knows is listed apart and does not fail', async () => {
  const first = await judged(LIST, wrongItems);
  expect(first.exitCode).toBe(1);
  const file = join(folder, 'baseline.json');
  writeFileSync(file, json(first));
  const again = await judged(LIST, wrongItems, { baseline: readBaseline(file) });
  expect(again.exitCode).toBe(0);
  expect(groupsOf(again, 'violation')).toEqual([]);
  expect(terminal(again, { color: false })).toContain('of the baseline, not counted');
  const worse = await judged(LIST, answered(418, {}), { baseline: readBaseline(file) });
  expect(worse.exitCode).toBe(1);
});

test('nothing judged is never 0', async () => {
  const report = await judged(ODD, answered(200, {}), { only: ['never'] });
  expect(report.cases.every(({ outcome }) => outcome === 'not-judged' || outcome === 'skipped')).toBe(true);
  expect(report.exitCode).toBe(3);
});
