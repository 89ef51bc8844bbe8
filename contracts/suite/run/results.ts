import { type Case, type CaseFailure, NotPrepared, type Outcome } from '../cases/case.ts';
import type { CaseResult } from '../report/report.ts';
import { causeKey } from '../report/wording/count-results.ts';
import { againLine } from './again-line.ts';
import { findingOf, verdictOf } from './make-finding.ts';
import type { Observations } from './observations.ts';
import type { Run } from './prepare-run.ts';
import type { Session } from './session.ts';
import type { VerifyOptions } from './verify-options.ts';
import { isAccepted } from './waivers.ts';

/** More than these are not created on somebody else's server, unless its targets file says so. */
const MOST_STARTS = 200;

/** Plays cases and says what became of them. */
export class Results {
  readonly #options: VerifyOptions;
  readonly #run: Run;
  readonly #observations: Observations;
  readonly #session: Session;

  constructor(options: VerifyOptions, run: Run, observations: Observations, session: Session) {
    this.#options = options;
    this.#run = run;
    this.#observations = observations;
    this.#session = session;
  }

  async of(one: Case): Promise<CaseResult> {
    const started = performance.now();
    const { operation } = one.contract;
    const { failures, notJudged, skipped } = await this.#outcome(one);
    const findings = failures
      .filter((each) => this.#counts(one, each))
      .map((each) => findingOf(one, each, this.#run.secrets, (check) => this.#again(operation.id, check)))
      .map((finding) =>
        this.#options.baseline?.has(causeKey(finding)) ? { ...finding, known: true as const } : finding,
      );
    const reason = skipped ?? notJudged;
    return {
      api: operation.api,
      operationId: operation.id,
      name: one.name,
      outcome:
        findings.length > 0
          ? 'failed'
          : skipped !== undefined
            ? 'skipped'
            : notJudged !== undefined
              ? 'not-judged'
              : 'passed',
      ...(reason !== undefined && { reason }),
      ms: Math.round(performance.now() - started),
      findings,
    };
  }

  async #outcome(one: Case): Promise<Outcome> {
    const { api } = one.contract.operation;
    const own = this.#run.targets.apis.get(api)?.ceilings?.starts;
    const most = own ?? (this.#run.loopback ? Number.POSITIVE_INFINITY : MOST_STARTS);
    const made = this.#observations.created.filter((each) => each.api === api).length;
    if (one.starts > 0 && made + one.starts > most)
      return { failures: [], skipped: `the ceiling of ${most} starts is reached` };
    try {
      return await one.play(this.#session);
    } catch (error) {
      if (error instanceof NotPrepared) return { failures: [], notJudged: error.message };
      throw error;
    }
  }

  /** Not what --only leaves out, nor what was accepted in an earlier run. */
  #counts({ contract, name }: Case, { check, failure }: CaseFailure): boolean {
    const { id } = contract.operation;
    const { only } = this.#options;
    if (only.length > 0 && !only.includes(id) && !only.includes(`${id}/${check}`)) return false;
    return (
      verdictOf(failure.provenance) === 'violation' || !isAccepted(contract.operation, name, check, failure)
    );
  }

  #again(operationId: string, check: string): string {
    return againLine(this.#options, `${operationId}/${check}`);
  }
}
