import { type Contract, compileContracts } from '../reader/contract.ts';
import { type Case, NotPrepared, type Outcome } from './cases/case.ts';
import { casesOf } from './cases/cases.ts';
import { Client } from './client/client.ts';
import { Secrets } from './client/secrets.ts';
import { findingOf } from './judgement.ts';
import type { VerifyOptions } from './options.ts';
import type { CaseResult, Report } from './report.ts';
import { Seen } from './seen.ts';
import { readSequences } from './sequence/sequences.ts';
import { Session } from './session.ts';
import { defaultTargets } from './target/default-targets.ts';
import { timingOf } from './timing.ts';

/**
 * Judges a server by its contracts.
 * @throws Mistake in the targets file
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const startedAt = new Date();
  const targets = defaultTargets(options.apis);
  const secrets = new Secrets(targets.secrets);
  const client = new Client(options);
  const apis = options.apis.filter(({ name }) => targets.apis.has(name));
  const contracts = new Map(apis.flatMap(compileContracts).map((one) => [one.operation.id, one]));
  const sequences = new Map(apis.map((api) => [api.name, readSequences(api)]));
  const seen = new Seen();
  const ground = { targets, base: options.url, contracts, sequences, dry: false, signal: options.signal };
  const session = new Session({ ...ground, send: (outgoing) => client.send(outgoing) }, seen);
  try {
    const cases = [...contracts.values()]
      .filter((contract) => wanted(options, contract))
      .flatMap((contract) => {
        const { name } = contract.api;
        const target = targets.apis.get(name);
        const known = sequences.get(name);
        return target && known ? casesOf(contract, contracts, target, known, options) : [];
      });
    const results: CaseResult[] = [];
    for (const one of cases) {
      options.progress?.(results.length, cases.length, one.name);
      results.push(await played(one, session, secrets, options));
    }
    return reportOf(options, startedAt, results, seen);
  } finally {
    client.close();
  }
}

function wanted({ only }: VerifyOptions, { operation }: Contract): boolean {
  return only.length === 0 || only.some((one) => one.split('/')[0] === operation.id);
}

async function played(
  one: Case,
  session: Session,
  secrets: Secrets,
  options: VerifyOptions,
): Promise<CaseResult> {
  const started = performance.now();
  const { operation } = one.contract;
  const { found, notJudged, skipped } = await outcomeOf(one, session);
  const again = (operationId: string, check: string): string =>
    `flowx-mock verify ${options.url} --only ${operationId}/${check} --seed ${options.seed}`;
  const findings = found.map((each) => findingOf(one, each, secrets, again));
  const outcome =
    findings.length > 0
      ? 'failed'
      : skipped !== undefined
        ? 'skipped'
        : notJudged !== undefined
          ? 'not-judged'
          : 'passed';
  const reason = skipped ?? notJudged;
  return {
    api: operation.api,
    operationId: operation.id,
    name: one.name,
    outcome,
    ...(reason !== undefined && { reason: secrets.text(reason) }),
    ms: Math.round(performance.now() - started),
    findings,
  };
}

async function outcomeOf(one: Case, session: Session): Promise<Outcome> {
  try {
    return await one.play(session);
  } catch (error) {
    if (error instanceof NotPrepared) return { found: [], notJudged: error.message };
    throw error;
  }
}

function reportOf(options: VerifyOptions, startedAt: Date, cases: CaseResult[], seen: Seen): Report {
  const failed = cases
    .flatMap(({ findings }) => findings)
    .some(({ verdict }) => verdict === 'violation' || options.strict);
  return {
    target: options.url,
    startedAt: startedAt.toISOString(),
    ms: Date.now() - startedAt.getTime(),
    seed: options.seed,
    strict: options.strict,
    tool: { name: 'flowx-mock', version: options.version },
    cases,
    absences: [],
    variants: seen.variants,
    created: seen.created,
    timing: timingOf(seen.exchanges),
    exitCode: failed ? 1 : 0,
  };
}
