import type { CaseResult, Finding, Report } from '../report.ts';
import { byOperation, failsRun, grouped, isRed } from '../wording/count-results.ts';
import { detailsOf, promiseText } from '../wording/details.ts';
import { cut, oneLine } from '../wording/escape-control-characters.ts';
import { missingPromises } from '../wording/headline.ts';
import { type Markup, markup } from '../wording/markup.ts';

/** What a test suite of JUnit holds: an operation, or the promises that never showed. */
interface Suite {
  name: string;
  api: string;
  ms: number;
  cases: { name: string; ms: number; failure?: Markup; skipped?: string }[];
  /** What is worth reading though nothing failed. */
  talk: string;
}

/**
 * JUnit XML: an operation is a suite, a case a test. There is no standard, so it keeps to what both the schema of
 * Jenkins and the stricter one of Ant allow.
 */
export function junit(report: Report): string {
  const suites = [
    ...ofTroubles(report),
    ...[...byOperation(report).values()].map((cases) => suiteOf(cases, report)),
    ...presence(report),
  ];
  const [startedAt] = report.startedAt.split('.');
  const written = suites.map((suite, index) => suiteElement(suite, index, startedAt ?? '', report));
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
${written}</testsuites>
`.text;
}

/** What is wrong with the server as a whole, before everything else. */
function ofTroubles({ target, troubles = [] }: Report): Suite[] {
  if (troubles.length === 0) return [];
  const cases = troubles.map(({ kind, sentence }) => ({ name: kind, ms: 0, skipped: sentence }));
  return [{ name: 'the server', api: target, ms: 0, cases, talk: '' }];
}

function suiteOf(cases: readonly [CaseResult, ...CaseResult[]], report: Report): Suite {
  const quiet = cases.flatMap(({ findings }) => findings).filter((finding) => !isRed(finding, report));
  return {
    name: cases[0].operationId,
    api: cases[0].api,
    ms: cases.reduce((sum, { ms }) => sum + ms, 0),
    cases: cases.map((result) => testCase(result, report)),
    talk: quiet.length === 0 ? '' : findingsText(quiet),
  };
}

function testCase(result: CaseResult, report: Report): Suite['cases'][number] {
  const { name, ms, outcome, reason } = result;
  if (failsRun(result, report)) return { name, ms, failure: failureElement(result, report) };
  if (outcome !== 'skipped' && outcome !== 'not-judged') return { name, ms };
  const why = outcome === 'skipped' ? 'skipped' : 'not judged';
  return { name, ms, skipped: reason === undefined ? why : `${why}: ${reason}` };
}

function failureElement({ findings, reason }: CaseResult, report: Report): Markup {
  const red = findings.filter((finding) => isRed(finding, report));
  const [first, ...others] = red;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const message = `${first?.sentence ?? reason ?? 'failed'}${more}`;
  return markup`<failure type="${oneLine(first?.check ?? 'failed')}" message="${oneLine(message)}">${findingsText(red)}</failure>`;
}

function findingsText(findings: readonly Finding[]): string {
  const texts = grouped(findings).map((group) => {
    const details = detailsOf(group).map(({ label, text }) => `  ${label.padEnd(10)}  ${text}`);
    return [group.finding.sentence, ...details].join('\n');
  });
  return cut(texts.join('\n\n'), 20_000);
}

function presence(report: Report): Suite[] {
  const missing = missingPromises(report);
  if (missing.length === 0) return [];
  const cases = missing.map(({ operationId, what, provenance, promise }) => ({
    name: `${operationId} ${what}`,
    ms: 0,
    failure: markup`<failure type="presence" message="${oneLine(`${operationId}: ${what} never seen`)}">${promiseText(provenance, promise)}</failure>`,
  }));
  return [{ name: 'presence', api: 'presence', ms: 0, cases, talk: '' }];
}

function suiteElement(
  { name, api, ms, cases, talk }: Suite,
  id: number,
  startedAt: string,
  report: Report,
): Markup {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skips = cases.filter(({ skipped }) => skipped !== undefined).length;
  const tests = cases.map(
    (
      test,
    ) => markup`    <testcase name="${oneLine(test.name)}" classname="${oneLine(`${api}.${name}`)}" time="${seconds(test.ms)}">${
      test.failure ?? (test.skipped !== undefined && markup`<skipped>${test.skipped}</skipped>`)
    }</testcase>
`,
  );
  // Ant's schema knows no `skipped`, so it is there only when it says something.
  const skippedAttribute = skips > 0 && markup` skipped="${skips}"`;
  return markup`  <testsuite name="${named(name)}" package="${oneLine(api)}" id="${id}" timestamp="${startedAt.replace(/Z$/, '')}" hostname="${named(report.target)}" tests="${cases.length}" failures="${failures}" errors="0"${skippedAttribute} time="${seconds(ms)}">
    <properties><property name="seed" value="${oneLine(report.seed)}"/><property name="strict" value="${String(report.strict)}"/></properties>
${tests}    <system-out>${talk}</system-out>
    <system-err/>
  </testsuite>
`;
}

/** The schemas want at least one character that is not white space. */
function named(text: string): string {
  return oneLine(text).trim() === '' ? 'unnamed' : oneLine(text);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
