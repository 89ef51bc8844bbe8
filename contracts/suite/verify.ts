import { type Contract, compileContracts } from '../reader/contract.ts';
import type { Case } from './cases/case.ts';
import { casesOf } from './cases/cases.ts';
import { Client } from './client/client.ts';
import { Secrets } from './client/secrets.ts';
import { findingOf } from './judgement.ts';
import type { VerifyOptions } from './options.ts';
import type { CaseResult, Report } from './report.ts';
import { Session } from './session.ts';
import { defaultTargets } from './target/default-targets.ts';
import type { Targets } from './target/target.ts';
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
  const session = new Session(client, targets, options.url, options.seed);
  try {
    const cases = chosen(options, targets);
    const results: CaseResult[] = [];
    for (const one of cases) {
      options.progress?.(results.length, cases.length, one.name);
      results.push(await played(one, session, secrets, options));
    }
    return reportOf(options, startedAt, results, session);
  } finally {
    client.close();
  }
}

function chosen(options: VerifyOptions, targets: Targets): Case[] {
  const contracts = options.apis.filter(({ name }) => targets.apis.has(name)).flatMap(compileContracts);
  return contracts
    .filter((contract) => wanted(options, contract))
    .flatMap((contract) => casesOf(contract, targets, options));
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
  const { found } = await one.play(session);
  const again = (operationId: string, check: string): string =>
    `flowx-mock verify ${options.url} --only ${operationId}/${check} --seed ${options.seed}`;
  const findings = found.map((each) => findingOf(one, each, secrets, again));
  return {
    api: operation.api,
    operationId: operation.id,
    name: one.name,
    outcome: findings.length === 0 ? 'passed' : 'failed',
    ms: Math.round(performance.now() - started),
    findings,
  };
}

function reportOf(options: VerifyOptions, startedAt: Date, cases: CaseResult[], session: Session): Report {
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
    variants: [],
    created: session.created,
    timing: timingOf(session.exchanges),
    exitCode: failed ? 1 : 0,
  };
}
