import type { Absence, Report } from '../report.ts';
import { knownGroups, talliesOf } from './count-results.ts';
import { amount } from './plural.ts';

/** What a run came to, in words that stand alone. */
export interface Headline {
  outcome: 'holds' | 'broken' | 'nothing';
  /** `The contract is broken` */
  title: string;
  /** `3 violations in 2 of 10 operations.` */
  reason: string;
  /** `396 of 401 cases passed, 3 failed, 2 could not be judged.` */
  cases: string;
}

/** What a report says in one breath. */
export function headlineOf(report: Report): Headline {
  const sums = sumsOf(report);
  const cases = casesOf(sums);
  if (report.exitCode === 1)
    return { outcome: 'broken', title: brokenTitle(sums), reason: brokenReason(report, sums), cases };
  const stopped = report.troubles?.find((trouble) => trouble.stopped);
  if (report.exitCode === 3 && stopped && sums.passed > 0)
    return { outcome: 'nothing', title: 'Not judged to the end', reason: stopped.sentence, cases };
  if (stopped && sums.passed === 0)
    return { outcome: 'nothing', title: 'Nothing was judged', reason: stopped.sentence, cases };
  if (sums.passed === 0 && sums.failed === 0)
    return { outcome: 'nothing', title: 'Nothing was judged', reason: 'No case came to a verdict.', cases };
  const known = knownGroups(report).length;
  const reason =
    known > 0
      ? `Nothing was found beside ${amount(known, 'finding')} of the baseline.`
      : `No documented promise was broken in ${amount(sums.operations, 'operation')}.`;
  const title = known > 0 ? 'Nothing new' : 'The contract holds';
  return { outcome: 'holds', title, reason: `${reason}${alsoFound(sums)}`, cases };
}

/** Absences that make the run fail: with `--require-presence`, when nothing else explains the exit code. */
export function missingPromises(report: Report): Absence[] {
  const { violations, discoveries } = sumsOf(report);
  const explained = violations > 0 || (report.strict && discoveries > 0);
  if (report.exitCode !== 1 || explained) return [];
  return report.absences.filter((absence) => absence.waived === undefined);
}

/** Counts over the whole run. */
export function sumsOf(report: Report) {
  const tallies = talliesOf(report);
  const sum = (key: 'passed' | 'failed' | 'notJudged' | 'skipped' | 'violations' | 'discoveries') =>
    tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    operations: tallies.length,
    redOperations: tallies.filter((tally) => tally.red).length,
    cases: report.cases.length,
    passed: sum('passed'),
    failed: sum('failed'),
    notJudged: sum('notJudged'),
    skipped: sum('skipped'),
    violations: sum('violations'),
    discoveries: sum('discoveries'),
  };
}

type Sums = ReturnType<typeof sumsOf>;

function brokenTitle({ violations, discoveries }: Sums): string {
  if (violations > 0) return 'The contract is broken';
  return discoveries > 0
    ? 'Not passed: it differs where the pages are silent'
    : 'Not passed: promises never seen';
}

function brokenReason(report: Report, sums: Sums): string {
  const where = `in ${sums.redOperations} of ${amount(sums.operations, 'operation')}`;
  if (sums.violations > 0) return `${amount(sums.violations, 'violation')} ${where}.${alsoFound(sums)}`;
  if (sums.discoveries > 0)
    return `${amount(sums.discoveries, 'discovery')} ${where}; they count as violations in a strict run.`;
  return `${amount(missingPromises(report).length, 'promise')} of the contract never showed, and the run demands that each does.`;
}

function alsoFound({ discoveries }: Sums): string {
  if (discoveries === 0) return '';
  return ` ${amount(discoveries, 'discovery')} where the pages are silent.`;
}

function casesOf({ cases, passed, failed, notJudged, skipped }: Sums): string {
  const others = [
    failed > 0 && `${failed} failed`,
    notJudged > 0 && `${notJudged} could not be judged`,
    skipped > 0 && `${skipped} skipped`,
  ].filter((part) => part !== false);
  return `${[`${passed} of ${amount(cases, 'case')} passed`, ...others].join(', ')}.`;
}
