import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../files/package-folder.ts';
import type { Api, Operation } from '../../reader/api.ts';
import type { Report } from '../report/report.ts';
import { absences } from '../report/terminal/absences-and-variants.ts';
import { findingsLines } from '../report/terminal/findings.ts';
import { painter } from '../report/terminal/paint.ts';
import { grouped, isRed } from '../report/wording/count-results.ts';
import { headlineOf, missingPromises } from '../report/wording/headline.ts';
import { verify } from '../run/verify.ts';
import { DEFAULT_CASES, DEFAULT_TIMEOUT, type VerifyOptions } from '../run/verify-options.ts';
import { allApis, apiNamed } from './contracts-by-name.ts';
import type { TestFramework } from './find-runner.ts';

/** As of `flowx-mock verify`; what is left out is as there. */
export type DescribeOptions = Partial<
  Pick<
    VerifyOptions,
    | 'targets'
    | 'allowWrites'
    | 'strict'
    | 'requirePresence'
    | 'only'
    | 'cases'
    | 'seed'
    | 'rate'
    | 'timeout'
    | 'timeLimit'
    | 'env'
  >
> & {
  /** Names of APIs that ship, or folders of others; all that ship. */
  apis?: string[];
  /** Milliseconds for the whole run: 120 000. */
  patience?: number;
};

/**
 * Judges a server by its contracts: a `describe` for each operation, red when a promise of it is broken. The suite runs
 * once, before the first of these tests.
 * @param url of the server, or a function that gives it once it is known
 */
export function describeContract(
  runner: TestFramework,
  url: string | (() => string | Promise<string>),
  options: DescribeOptions = {},
): void {
  const apis = options.apis?.map(apiNamed) ?? allApis();
  runner.describe(`contract of ${typeof url === 'string' ? url : 'the server'}`, () => {
    const run: { report?: Report } = {};
    runner.beforeAll(async () => {
      const target = typeof url === 'string' ? url : await url();
      run.report = judged(await verify(verifyOptions(target, apis, options)));
    }, options.patience ?? 120_000);
    for (const operation of apis.flatMap((api) => api.operations)) {
      if (!chosen(operation, options.only)) continue;
      runner.describe(operation.id, () => {
        runner.test('keeps its contract', () => expectKept(run.report, operation));
      });
    }
    if (options.requirePresence) runner.test('every promise was seen', () => expectSeen(run.report));
  });
}

function verifyOptions(url: string, apis: Api[], options: DescribeOptions): VerifyOptions {
  const { apis: _, patience: __, ...given } = options;
  return {
    allowWrites: false,
    strict: false,
    requirePresence: false,
    only: [],
    cases: DEFAULT_CASES,
    seed: '1',
    timeout: DEFAULT_TIMEOUT,
    env: process.env,
    ...given,
    url,
    apis,
    version: version(),
  };
}

function chosen({ id }: Operation, only: readonly string[] = []): boolean {
  return only.length === 0 || only.some((one) => one.split('/')[0] === id);
}

/** A run that judged nothing must not look like one that passed. */
function judged(report: Report): Report {
  const { outcome, title, reason, cases } = headlineOf(report);
  if (outcome === 'nothing') throw readable(`${title}: ${reason} ${cases}`);
  return report;
}

function expectKept(report: Report | undefined, operation: Operation): void {
  if (!report) return;
  const found = report.cases
    .filter(({ api, operationId }) => api === operation.api && operationId === operation.id)
    .flatMap(({ findings }) => findings)
    .filter((finding) => isRed(finding, report));
  if (found.length === 0) return;
  const paint = painter(false);
  throw readable(
    [`${operation.id} breaks its contract:`, '', ...findingsLines(grouped(found), String, paint)].join('\n'),
  );
}

function expectSeen(report: Report | undefined): void {
  if (!report || missingPromises(report).length === 0) return;
  throw readable(absences(report, painter(false)).join('\n'));
}

/** An error that Jest shows by its message alone: the place in this file says nothing to anybody. */
function readable(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string })
    .version;
}
