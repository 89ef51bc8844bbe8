import type { Outgoing } from '../../reader/calls/outgoing-request.ts';
import type { Case } from '../cases/case.ts';
import type { Absence, CaseResult, InventedId, Report } from '../report/report.ts';
import { HttpClient } from '../sending/http-client.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { reach, TargetUnreachable } from '../target/reach.ts';
import { checkWrites } from './check-writes.ts';
import { absencesOf } from './documented-but-unseen.ts';
import { Observations } from './observations.ts';
import { type PlannedRequest, planned } from './plan.ts';
import { prepareRun, type Run } from './prepare-run.ts';
import { Results } from './results.ts';
import { Session } from './session.ts';
import { timingOf } from './timing.ts';
import type { VerifyOptions } from './verify-options.ts';
import { overlaid } from './waivers.ts';

/** Milliseconds for a target that may just be starting. */
const PATIENCE = 3000;
/** So many refused connections in a row, and nobody is there any more. */
const GIVEN_UP = 10;

/**
 * Judges a server by its contracts.
 * @throws Mistake in the options or the targets file, WritesNotAllowed, TargetUnreachable
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const run = prepareRun(overlaid(options));
  await checkWrites(options, run);
  const client = new HttpClient(options);
  try {
    return run.secrets.everywhere(await carriedOut(options, run, (outgoing) => client.send(outgoing)));
  } catch (error) {
    if (error instanceof TargetUnreachable) throw new TargetUnreachable(run.secrets.text(error.message));
    throw error;
  } finally {
    client.close();
  }
}

/**
 * What `verify` would send, without sending anything.
 * @throws Mistake in the options or the targets file
 */
export async function plan(options: VerifyOptions): Promise<PlannedRequest[]> {
  return planned(prepareRun(overlaid(options)));
}

type Send = (outgoing: Outgoing) => Promise<Incoming>;

async function carriedOut(options: VerifyOptions, run: Run, send: Send): Promise<Report> {
  const startedAt = new Date();
  const { health } = run.targets;
  const patience = health === undefined ? PATIENCE : Math.max(PATIENCE, options.timeout);
  await reach(options.url, send, { health, patience, signal: options.signal });
  const observations = new Observations();
  const results = new Results(
    options,
    run,
    observations,
    new Session({ ...run.context, send: watched(send), dry: false }, observations),
  );
  const cases = await playedAll(options, run.cases, results);
  return reportOf(
    options,
    startedAt,
    cases,
    absences(options, run, observations),
    observations,
    run.invented,
  );
}

/** Those that wait for something begin at once and wait beside the others. */
async function playedAll(options: VerifyOptions, cases: Case[], results: Results): Promise<CaseResult[]> {
  const played: CaseResult[] = [];
  let done = 0;
  const one = async (index: number): Promise<void> => {
    const each = cases[index] as Case;
    played[index] = await results.of(each);
    done += 1;
    options.progress?.(done, cases.length, `${each.contract.operation.id} ${each.name}`);
  };
  const waiting = cases.flatMap(({ patient }, index) => (patient ? [one(index)] : []));
  for (const each of waiting) each.catch(() => undefined);
  for (const [index, { patient }] of cases.entries()) {
    options.signal?.throwIfAborted();
    if (!patient) await one(index);
  }
  await Promise.all(waiting);
  return played;
}

function absences(
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

function reportOf(
  options: VerifyOptions,
  startedAt: Date,
  cases: CaseResult[],
  absences: Absence[],
  observations: Observations,
  invented: InventedId[],
): Report {
  const found = cases.flatMap(({ findings }) => findings);
  const broken = found.some(({ verdict }) => verdict === 'violation' || options.strict);
  const missed = options.requirePresence && absences.some(({ waived }) => waived === undefined);
  return {
    target: options.url,
    startedAt: startedAt.toISOString(),
    ms: Date.now() - startedAt.getTime(),
    seed: options.seed,
    strict: options.strict,
    tool: { name: 'flowx-mock', version: options.version },
    cases,
    absences,
    variants: observations.variants,
    created: observations.created,
    ...(invented.length > 0 && { invented }),
    timing: timingOf(observations.exchanges),
    exitCode: broken || missed ? 1 : 0,
  };
}

/** Ends the run when the target is gone, rather than have every case say so. */
function watched(send: Send): Send {
  let refused = 0;
  return async (outgoing) => {
    try {
      const received = await send(outgoing);
      refused = 0;
      return received;
    } catch (error) {
      refused = error instanceof NoAnswer && error.code === 'ECONNREFUSED' ? refused + 1 : 0;
      if (refused < GIVEN_UP) throw error;
      throw new TargetUnreachable(`${new URL(outgoing.url).origin} is gone: ${(error as Error).message}`);
    }
  };
}
