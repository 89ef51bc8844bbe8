// Any API passes the contract suite on the stand-in that serves it, without a target: what is refused is known to be
// refused by every API, and ids are made up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { loadApis } from '../../contracts/reader/read-api.ts';
import type { Report } from '../../contracts/suite/report/report.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { writeApis } from '../small-apis/small-api.ts';
import { WITHOUT_CALL } from '../small-apis/without-call.ts';
import { WORKING } from '../small-apis/working.ts';
import { type Listening, listening, verifying } from '../verified.ts';

jest.setTimeout(120_000);

let folder: string;
let standIn: Listening;
let report: Report;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-small-'));
  writeApis(folder, { ...WORKING, ...WITHOUT_CALL });
  standIn = await listening({ contracts: [folder] });
  report = await verify(verifying(standIn.url, { apis: loadApis([folder]), strict: true }));
});

afterAll(async () => {
  await standIn?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('nothing is found', () => {
  const findings = report.cases.flatMap((one) => one.findings);
  expect(
    findings.map(({ operationId, case: name, sentence }) => `${operationId} ${name}: ${sentence}`),
  ).toEqual([]);
  expect(report.exitCode).toBe(0);
});

test('each API is judged by calls that are accepted', () => {
  const passed = new Set(report.cases.filter(({ outcome }) => outcome === 'passed').map(({ api }) => api));
  expect([...passed].sort()).toEqual(Object.keys(WORKING).sort());
});

test.each(Object.entries(WITHOUT_CALL))('%s is left out, with the reason', (name, { reason }) => {
  const own = report.cases.filter(({ api }) => api === name);
  expect(own).toMatchObject([{ outcome: 'skipped', reason: expect.stringMatching(reason) }]);
});
