// The schema is the one that the format's own package ships.
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { schema } from 'ctrf';
import fc from 'fast-check';
import { ctrf } from '../../../../../../contracts/suite/report/files/ctrf.ts';
import { hostileReport } from '../../reporters/hostile-report.ts';
import {
  allGreen,
  caseResult,
  finding,
  manyFindings,
  report,
  threeViolations,
} from '../../reporters/made-up.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
(addFormats as unknown as (to: Ajv) => void)(ajv);
const validate = ajv.compile(schema);
const mistakesOf = (text: string) => (validate(JSON.parse(text)) ? [] : (validate.errors ?? []));

test.each([
  ['all green', allGreen()],
  ['three violations', threeViolations()],
  ['many findings', manyFindings()],
  ['nothing at all', report()],
])('%s is valid', (_, made) => {
  expect(mistakesOf(ctrf(made))).toEqual([]);
});

test('the schema sees a mistake', () => {
  expect(mistakesOf(ctrf(allGreen()).replace('"passed"', '"fine"'))).not.toEqual([]);
});

test('no text of a server breaks it, and it fails exactly when the run fails', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const written = ctrf(made);
      expect(mistakesOf(written)).toEqual([]);
      expect(JSON.parse(written).results.summary.failed > 0).toBe(made.exitCode === 1);
    }),
  );
});

test('a case that only made discoveries is neither passed nor failed', () => {
  const cases = [caseResult({ outcome: 'failed', findings: [finding({ verdict: 'discovery' })] })];
  const { tests, summary } = JSON.parse(ctrf(report({ cases }))).results;
  expect(tests[0]).toMatchObject({ status: 'other', rawStatus: 'failed' });
  expect(summary).toMatchObject({ tests: 1, failed: 0, other: 1 });
});

test('a failed test leads to the contract', () => {
  const { tests } = JSON.parse(ctrf(threeViolations())).results;
  const failed = tests.find(({ status }: { status: string }) => status === 'failed');
  expect(failed).toMatchObject({
    name: 'borrowBook: example page',
    suite: ['library', 'borrowBook'],
    message: 'borrowBook answered 201; documented: 200',
    filePath: 'contracts/apis/library/operations/borrow-book.yaml',
    line: 17,
  });
});
