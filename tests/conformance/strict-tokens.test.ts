// An API that takes tokens of its own issuer only is judged with one, from the issuer or from the targets file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { json } from '../../contracts/suite/report/files/json-report.ts';
import type { Report } from '../../contracts/suite/report/report.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import type { VerifyOptions } from '../../contracts/suite/run/verify-options.ts';
import type { InProcess } from '../in-process.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { type Listening, listening, verifying } from '../verified.ts';

let mock: Listening & InProcess;
beforeAll(async () => {
  mock = await listening({ tokens: { flowx: { tokens: 'strict' }, apptor: { tokens: 'strict' } } });
});
afterAll(() => mock.close());

const ONLY = ['getBuildInfo', 'getInstance'];
const judged = (options: Partial<VerifyOptions> = {}): Promise<Report> =>
  verify(verifying(mock.url, { only: ONLY, strict: true, ...options }));
const passed = (report: Report): string[] => [
  ...new Set(
    report.cases.filter(({ outcome }) => outcome === 'passed').map(({ operationId }) => operationId),
  ),
];
const sentences = (report: Report): string[] =>
  report.cases.flatMap(({ findings }) => findings).map(({ sentence }) => sentence);

test('from the issuer', async () => {
  const report = await judged();
  expect(sentences(report)).toEqual([]);
  expect(report.troubles ?? []).toEqual([]);
  expect(passed(report).sort()).toEqual([...ONLY].sort());
  expect(report.exitCode).toBe(0);
});

test('from the targets file, as a variable; it is told nowhere', async () => {
  const asked = await fetch(`${mock.url}/__admin/tokens`, { method: 'POST' });
  const { access_token: token } = (await asked.json()) as { access_token: string };
  const values = {
    workspaceId: '2ae77b6a-d284-4a0b-ab23-ceaa364c7122',
    appId: 'dbe0ab87-539b-4015-962d-6e73226b9e58',
  };
  const targets = join(scratchFolder(), 'targets.json');
  const variable = ['$', '{', 'TOKEN', '}'].join('');
  mkdirSync(join(targets, '..'), { recursive: true });
  writeFileSync(
    targets,
    JSON.stringify({ apis: { flowx: { values, credentials: { bearer: { value: variable } } } } }),
  );
  const report = await judged({ targets, env: { TOKEN: token }, only: ['getBuildInfo'] });
  expect(sentences(report)).toEqual([]);
  expect(passed(report)).toEqual(['getBuildInfo']);
  expect(json(report)).not.toContain(token);
  const wrong = await judged({ targets, env: { TOKEN: 'some-token' }, only: ['getBuildInfo'] });
  expect(wrong).toMatchObject({ exitCode: 3, troubles: [{ kind: 'unauthorized' }] });
});
