import type { Absence, CaseResult, Report } from '../report/report.ts';
import type { Trouble } from '../trouble/trouble.ts';
import { absencesOf } from './documented-but-unseen.ts';
import { namedAt } from './named-at.ts';
import type { Observations } from './observations.ts';
import type { Run } from './prepare-run.ts';
import { timingOf } from './timing.ts';
import type { VerifyOptions } from './verify-options.ts';

/** What came of a run. */
interface Ended {
  startedAt: Date;
  cases: CaseResult[];
  observations: Observations;
  troubles: Trouble[];
  /** It was played in a world of its own, which is gone. */
  leavesNothing: boolean;
}

/** Everything one run found out. */
export function reportOf(options: VerifyOptions, run: Run, ended: Ended): Report {
  const { startedAt, observations, troubles, leavesNothing } = ended;
  const stopped = troubles.some((trouble) => trouble.stopped);
  const cases = troubles.some(({ kind }) => kind === 'resets') ? ended.cases.map(withoutResets) : ended.cases;
  const absences = stopped ? [] : absencesIn(options, run, observations);
  const { invented } = run;
  const place = namedAt(options.targets);
  return {
    target: options.url,
    startedAt: startedAt.toISOString(),
    ms: Date.now() - startedAt.getTime(),
    seed: options.seed,
    strict: options.strict,
    tool: { name: 'flowx-mock', version: options.version },
    ...(place && { namedAt: place }),
    ...(troubles.length > 0 && { troubles }),
    cases,
    absences,
    variants: observations.variants,
    created: leavesNothing ? [] : observations.created,
    ...(invented.length > 0 && { invented }),
    timing: timingOf(observations.exchanges),
    exitCode: exitCodeOf(options, cases, absences, troubles),
  };
}

/** Where nothing was judged, or a run had to end before its end, nobody may take it for one that passed. */
function exitCodeOf(
  options: VerifyOptions,
  cases: CaseResult[],
  absences: Absence[],
  troubles: Trouble[],
): Report['exitCode'] {
  const found = cases.flatMap(({ findings }) => findings).filter(({ known }) => !known);
  if (found.some(({ verdict }) => verdict === 'violation' || options.strict)) return 1;
  if (options.requirePresence && absences.some(({ waived }) => waived === undefined)) return 1;
  if (troubles.some(({ stopped, kind }) => stopped && kind !== 'time-limit')) return 3;
  return cases.some(({ outcome }) => outcome === 'passed' || outcome === 'failed') ? 0 : 3;
}

/** Connections are reset here and there, whatever is asked: that says nothing of an operation. */
function withoutResets(result: CaseResult): CaseResult {
  const findings = result.findings.filter(({ reset }) => reset !== true);
  if (findings.length === result.findings.length) return result;
  if (findings.length > 0) return { ...result, findings };
  return { ...result, findings, outcome: 'not-judged', reason: 'the connection was reset, as others were' };
}

function absencesIn(
  { only }: VerifyOptions,
  { context, targets }: Run,
  { exchanges }: Observations,
): Absence[] {
  const called = new Set(exchanges.map(({ contract }) => contract));
  const asked = (id: string): boolean =>
    only.length === 0 || only.includes(id) || only.includes(`${id}/presence`);
  const today = new Date().toISOString().slice(0, 10);
  const contracts = [...context.contracts.values()].filter(
    (contract) => called.has(contract) && asked(contract.operation.id),
  );
  return absencesOf(contracts, exchanges, (api) => targets.apis.get(api), today);
}
