// The schema is the one that Microsoft's matchers for SARIF ship: sarif-2.1.0-rtm.5, draft 04, of which it uses
// nothing that draft 07 reads otherwise but `id`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { sarif } from '../../../../../../contracts/suite/report/files/sarif.ts';
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
const path = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
(addFormats as unknown as (to: Ajv) => void)(ajv);
const validate = ajv.compile(schema);

const mistakesOf = (text: string) => (validate(JSON.parse(text)) ? [] : (validate.errors ?? []));
const runOf = (made: Parameters<typeof sarif>[0]) => JSON.parse(sarif(made)).runs[0];

test.each([
  ['all green', allGreen()],
  ['three violations', threeViolations()],
  ['many findings', manyFindings()],
  ['nothing at all', report()],
])('%s is valid', (_name, made) => {
  expect(mistakesOf(sarif(made))).toEqual([]);
});

test('the schema sees a mistake', () => {
  expect(mistakesOf(sarif(threeViolations()).replace('"error"', '"grave"'))).not.toEqual([]);
});

test('no text of a server breaks it, and it holds an error exactly when the run fails', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const written = sarif(made);
      expect(mistakesOf(written)).toEqual([]);
      const levels = JSON.parse(written).runs[0].results.map(({ level }: { level: string }) => level);
      expect(levels.includes('error')).toBe(made.exitCode === 1);
    }),
  );
});

test('a check is a rule; a finding is at the line that promises it, once however often it was found', () => {
  const { tool, results } = runOf(threeViolations());
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
    'status-declared',
    'read-back',
    'refusal-envelope',
    'presence',
  ]);
  expect(results[0]).toMatchObject({
    ruleId: 'status-declared',
    ruleIndex: 0,
    level: 'error',
    occurrenceCount: 2,
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'contracts/apis/library/operations/borrow-book.yaml' },
          region: { startLine: 17 },
        },
      },
    ],
  });
  const levels = results.map(({ level }: { level: string }) => level);
  expect(levels).toEqual(['error', 'error', 'warning', 'note', 'note']);
  expect(results[4].suppressions).toEqual([
    { kind: 'external', justification: 'until 2026-12-31: no such book in staging' },
  ]);
});

test('files are addresses: relative ones stay relative, what lies elsewhere is told by what names it', () => {
  const uriOf = (file: string) => {
    const found = finding({ promise: { file, line: 1, pointer: '' } });
    const made = report({ cases: [caseResult({ outcome: 'failed', findings: [found] })], exitCode: 1 });
    return runOf(made).results[0].locations[0].physicalLocation.artifactLocation.uri;
  };
  expect(uriOf('my apis/a#b.yaml')).toBe('my%20apis/a%23b.yaml');
  expect(uriOf('my\\apis\\a.yaml')).toBe('my/apis/a.yaml');
  expect(uriOf('/somewhere/a b.yaml')).toBe('package.json');
});

test('every result has a place in the checkout, wherever the contract lies', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const { results } = JSON.parse(sarif(made)).runs[0];
      for (const { locations } of results) {
        const { artifactLocation, region } = locations[0].physicalLocation;
        expect(artifactLocation.uri).not.toMatch(/^(file:|\/|\.\.)|(^|\/)node_modules\//);
        expect(region.startLine).toBeGreaterThan(0);
      }
    }),
  );
  const promise = { file: '/elsewhere/node_modules/flowx-mock/contracts/a.yaml', line: 9, pointer: '' };
  const namedAt = { file: 'package.json', line: 7, pointer: '' };
  const cases = [caseResult({ outcome: 'failed', findings: [finding({ promise })] })];
  const [result] = JSON.parse(sarif(report({ cases, exitCode: 1, namedAt }))).runs[0].results;
  expect(result.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'package.json' },
    region: { startLine: 7 },
  });
});
