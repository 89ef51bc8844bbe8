import type { CaseResult, Report } from '../report.ts';
import { failsRun, grouped } from '../wording/count-results.ts';
import { detailsOf, promiseText } from '../wording/details.ts';
import { missingPromises } from '../wording/headline.ts';

/** The version of the format that is written. */
const SPEC_VERSION = '0.0.0';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

interface Test {
  name: string;
  status: Status;
  duration: number;
  suite: string[];
  rawStatus?: string;
  message?: string;
  trace?: string;
  filePath?: string;
  line?: number;
  labels?: Record<string, string>;
}

/** Common Test Report Format (ctrf.io): a case is a test; one that only made discoveries is `other`. */
export function ctrf(report: Report): string {
  const tests = [...report.cases.map((result) => testOf(result, report)), ...presence(report)];
  const having = (status: Status) => tests.filter((test) => test.status === status).length;
  const start = Date.parse(report.startedAt);
  const summary = {
    tests: tests.length,
    passed: having('passed'),
    failed: having('failed'),
    skipped: having('skipped'),
    pending: 0,
    other: having('other'),
    start,
    stop: start + Math.round(report.ms),
    duration: Math.round(report.ms),
  };
  const { target, seed, strict, tool } = report;
  const results = {
    tool,
    summary,
    tests,
    extra: {
      target,
      seed,
      strict,
      exitCode: report.exitCode,
      ...(report.troubles && { troubles: report.troubles }),
    },
  };
  const document = { reportFormat: 'CTRF', specVersion: SPEC_VERSION, generatedBy: tool.name, results };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function testOf(result: CaseResult, report: Report): Test {
  const { api, operationId, name, ms, outcome, reason, findings } = result;
  const [first] = findings;
  const groups = grouped(findings);
  const message = first ? groups.map(({ finding }) => finding.sentence).join('\n') : reason;
  const promise = first?.promise;
  return {
    name: `${operationId}: ${name}`,
    status: statusOf(result, report),
    rawStatus: outcome,
    duration: Math.round(ms),
    suite: [api, operationId],
    ...(message !== undefined && { message }),
    ...(first && { trace: groups.map(traceOf).join('\n\n') }),
    ...(promise && { filePath: promise.file, line: promise.line }),
    ...(first && { labels: { check: first.check, verdict: first.verdict, again: first.again } }),
  };
}

function statusOf(result: CaseResult, report: Report): Status {
  if (failsRun(result, report)) return 'failed';
  if (result.findings.length > 0) return 'other';
  return result.outcome === 'passed' ? 'passed' : 'skipped';
}

function traceOf(group: ReturnType<typeof grouped>[number]): string {
  return detailsOf(group)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');
}

function presence(report: Report): Test[] {
  return missingPromises(report).map(({ api, operationId, what, provenance, promise }) => ({
    name: `${operationId}: ${what} is seen`,
    status: 'failed',
    duration: 0,
    suite: [api, operationId],
    message: `${what} was never seen`,
    trace: promiseText(provenance, promise),
    ...(promise && { filePath: promise.file, line: promise.line }),
  }));
}
