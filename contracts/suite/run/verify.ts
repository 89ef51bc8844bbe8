import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { Report } from '../report/report.ts';
import { HttpClient } from '../sending/http-client.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { WaitAndRetry } from '../sending/wait-and-retry.ts';
import { issuedTokens } from '../target/issued-tokens.ts';
import { isLoopback } from '../target/loopback.ts';
import { type OwnWorld, withOwnWorld } from '../target/own-world.ts';
import { reach, TargetUnreachable } from '../target/reach.ts';
import { otherBase } from '../trouble/other-base.ts';
import { afterwards } from '../trouble/told-afterwards.ts';
import type { Trouble } from '../trouble/trouble.ts';
import { RunWatch } from '../trouble/watch-run.ts';
import { checkWrites } from './check-writes.ts';
import { Observations } from './observations.ts';
import { type PlannedRequest, planned } from './plan.ts';
import { playAll } from './play-all.ts';
import { prepareRun, type Run } from './prepare-run.ts';
import { reportOf } from './report-of-run.ts';
import { Results } from './results.ts';
import { Session } from './session.ts';
import { withDefaults } from './verify-defaults.ts';
import type { VerifyAsked, VerifyOptions } from './verify-options.ts';
import { overlaid } from './waivers.ts';

/** Milliseconds for a target that may just be starting. */
const PATIENCE = 3000;
/** So many refused connections in a row, and nobody is there any more. */
const GIVEN_UP = 10;

/**
 * Judges a server by its contracts.
 * @throws Mistake in the options or the targets file, WritesNotAllowed, TargetUnreachable
 */
export async function verify(asked: VerifyAsked): Promise<Report> {
  const options = withDefaults(asked);
  const { url, targets, timeout } = options;
  const own = targets === undefined && URL.canParse(url) && isLoopback(url);
  const tokens = own ? await issuedTokens(url, timeout) : undefined;
  const run = prepareRun(overlaid(options), tokens);
  await checkWrites(options, run);
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])]);
  const client = new HttpClient({ ...options, signal });
  try {
    return run.secrets.everywhere(await carriedOut({ ...options, signal }, run, client, ended));
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
export async function plan(asked: VerifyAsked): Promise<PlannedRequest[]> {
  return planned(prepareRun(overlaid(withDefaults(asked))));
}

type Send = (outgoing: Outgoing) => Promise<Incoming>;

async function carriedOut(
  options: VerifyOptions,
  run: Run,
  client: HttpClient,
  ended: AbortController,
): Promise<Report> {
  const startedAt = new Date();
  const { health } = run.targets;
  const { url, signal, timeout } = options;
  const patience = health === undefined ? PATIENCE : Math.max(PATIENCE, timeout);
  await reach(url, (outgoing) => client.send(outgoing), { health, patience, signal });
  const own = run.loopback && options.targets === undefined;
  const sending = watched((outgoing) => client.send(outgoing));
  const started = { client, ended, startedAt };
  return withOwnWorld(url, own, sending, timeout, (send, world) =>
    played(options, run, started, send, world),
  );
}

/** What a run was begun with. */
interface Started {
  client: HttpClient;
  /** Ends what is under way. */
  ended: AbortController;
  startedAt: Date;
}

async function played(
  options: VerifyOptions,
  run: Run,
  { client, ended, startedAt }: Started,
  send: Send,
  world: OwnWorld | undefined,
): Promise<Report> {
  const { signal, timeout } = options;
  const observations = new Observations();
  const retrying = new WaitAndRetry(send, signal);
  const watch = watchOf(run, timeout, send, () => otherCalls(run, session));
  const session = new Session(
    {
      ...run.context,
      signal,
      watch,
      send: (one, expected) => retrying.send(one, expected),
      dry: false,
      letPass: world?.advance,
    },
    observations,
  );
  const limit = limited(options, watch, ended);
  const results = new Results(options, run, observations, session);
  const cases = await playAll(options, run.cases, results, watch, ended);
  clearTimeout(limit);
  const { exchanges } = observations;
  const told = afterwards({ waited: retrying.waited, resets: client.resets, exchanges, startedAt });
  const troubles: Trouble[] = [...(watch.trouble ? [watch.trouble] : []), ...told];
  const leavesNothing = world !== undefined;
  return reportOf(options, run, { startedAt, cases, observations, troubles, leavesNothing });
}

function watchOf({ cases, context }: Run, timeout: number, send: Send, others: () => Outgoing[]): RunWatch {
  const operations = new Set(cases.map(({ contract }) => contract)).size;
  const apis = [...new Set([...context.contracts.values()].map(({ api }) => api))];
  return new RunWatch({
    operations,
    timeout,
    send,
    others,
    elsewhere: (sent) => otherBase(context.base, sent, apis, send),
  });
}

/** Plain calls of the operations that the run does not try; those that only read come first. */
function otherCalls({ cases, context }: Run, session: Session): Outgoing[] {
  const tried = new Set(cases.map(({ contract }) => contract));
  const calls = [...context.contracts.values()]
    .filter((contract) => !tried.has(contract))
    .flatMap((contract) => session.plainCall(contract) ?? []);
  return calls.sort((one, other) => Number(other.method === 'GET') - Number(one.method === 'GET'));
}

/** Ends the run when its time is over. */
function limited(
  { timeLimit }: VerifyOptions,
  watch: RunWatch,
  ended: AbortController,
): NodeJS.Timeout | undefined {
  if (timeLimit === undefined) return undefined;
  return setTimeout(() => {
    const sentence = `Stopped after ${timeLimit} s (--time-limit): what was not tried by then is not judged.`;
    watch.stop({ kind: 'time-limit', sentence, stopped: true });
    ended.abort();
  }, timeLimit * 1000);
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
