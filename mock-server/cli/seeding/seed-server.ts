import { isDeepStrictEqual } from 'node:util';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { curlWithoutSecrets } from '../../../contracts/suite/run/curl-without-secrets.ts';
import { HttpClient } from '../../../contracts/suite/sending/http-client.ts';
import { isLoopback } from '../../../contracts/suite/target/loopback.ts';
import { reach, TargetUnreachable } from '../../../contracts/suite/target/reach.ts';
import { refuseCredentials } from '../../../contracts/suite/target/refuse-credentials.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { Interrupted } from '../settings/on-interrupt.ts';
import { checkServerUrl } from '../settings/server-url.ts';
import { Intents } from './intents.ts';
import { type PlannedStory, planStory, type Wanted } from './plan-story.ts';
import { seedProgress } from './seed-progress.ts';
import { type Sent, sendStory } from './send-story.ts';
import { toldAfter, toldBefore } from './told-story.ts';

/** What `seed --targets` was asked for. */
export interface ServerSeeding extends Omit<Wanted, 'seed' | 'now'> {
  seed?: string | undefined;
  /** An instant. */
  now?: string | undefined;
  allowWrites: boolean;
  /** Calls a second, at most. */
  rate: number;
  /** The file of an earlier run that is to be gone on with. */
  resume?: string | undefined;
  dryRun: boolean;
}

const [DONE, NOT_ALL, WRONG_USAGE, UNREACHABLE] = [0, 1, 2, 3];
const SEED = '1';
/** Milliseconds for one call, and for a server that may just be starting. */
const TIMEOUT = 30_000;
const PATIENCE = 3000;

/**
 * Fills a server that is no stand-in with a story, through its public calls.
 * @returns the exit code: 0 all are there, 1 some are not, 2 writes that were not allowed, 3 it cannot be reached
 * @throws Mistake in flags, story, targets or the file of `--resume`; Interrupted
 */
export async function seedServer(asked: ServerSeeding, around: CommandContext): Promise<number> {
  checkServerUrl(asked.into);
  refuseCredentials(new URL(asked.into));
  const resumed = asked.resume === undefined ? undefined : Intents.resume(asked.resume);
  try {
    const wanted = { ...asked, ...settled(asked, resumed) };
    const plan = await planStory(wanted, around.env);
    const [first] = plan.cases;
    // What the targets lack is said before anything is sent.
    if (first) plan.server.call(first.start);
    around.stdout.write(toldBefore(plan.cases, asked));
    if (asked.dryRun) return dryRun(plan, around);
    if (!asked.allowWrites && !isLoopback(asked.into)) return notAllowed(plan, asked.into, around);
    return await carriedOut(plan, wanted, resumed, around);
  } finally {
    resumed?.close();
  }
}

/** What decides which cases there are: that of the run that is gone on with, or what was asked for. */
function settled(asked: ServerSeeding, resumed: Intents | undefined) {
  const { as = {}, set = {}, seed = SEED } = asked;
  if (resumed) return sameAs(resumed, asked);
  const now = asked.now === undefined ? Date.now() : Date.parse(asked.now);
  if (Number.isNaN(now)) throw new Mistake([{ text: `--now takes an instant, not "${asked.now}"` }]);
  return { seed, now, as, set };
}

/** What is not said anew stays; @throws Mistake for what is said otherwise */
function sameAs({ beginning, file }: Intents, { story, into, seed, now, as = {}, set = {} }: ServerSeeding) {
  const said = Object.entries({ story, into, seed, now, as: unlessEmpty(as), set: unlessEmpty(set) });
  const kept = new Map(Object.entries(beginning));
  const differ = said.filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, kept.get(name)),
  );
  if (differ.length === 0) return { ...beginning, now: Date.parse(beginning.now) };
  throw new Mistake(
    differ.map(([name]) => ({
      text: `${file} was begun with another --${name}: ${JSON.stringify(kept.get(name))}`,
    })),
    'Go on with what it was begun with, or begin another run without --resume.',
  );
}

function unlessEmpty<T extends object>(given: T): T | undefined {
  return Object.keys(given).length > 0 ? given : undefined;
}

function dryRun({ cases, server, secrets, api }: PlannedStory, { stdout }: CommandContext): number {
  for (const { name, start, answers } of cases) {
    const calls = [server.call(start), ...answers.map((answer) => server.call([answer(`<id of ${name}>`)]))];
    for (const { contract, outgoing } of calls)
      stdout.write(
        `# ${api.name} ${contract.operation.id}: ${name}\n${curlWithoutSecrets(outgoing, secrets)}\n`,
      );
  }
  return DONE;
}

function notAllowed(
  { cases, secrets, server }: PlannedStory,
  into: string,
  { stderr }: CommandContext,
): number {
  const [first] = cases;
  const curl = first ? curlWithoutSecrets(server.call(first.start).outgoing, secrets) : '';
  const what = `${into} is not this machine, and ${cases.length} cases would be started there`;
  stderr.write(
    `flowx-mock: ${what}. Nothing was sent; --allow-writes sends, --dry-run shows all. The first:\n${curl}\n`,
  );
  return WRONG_USAGE;
}

async function carriedOut(
  { cases, server, secrets, health }: PlannedStory,
  { story, seed, now, into, as = {}, set = {}, rate }: Wanted & { rate: number },
  resumed: Intents | undefined,
  around: CommandContext,
): Promise<number> {
  const client = new HttpClient({ timeout: TIMEOUT, rate, once: true });
  const send = (outgoing: Parameters<HttpClient['send']>[0]) => client.send(outgoing);
  const progress = seedProgress(around);
  let intents = resumed;
  try {
    await reach(into, send, { health, patience: PATIENCE, signal: around.signal });
    intents ??= Intents.begin(nameOf(story, now), {
      format: 1,
      story,
      seed,
      now: new Date(now).toISOString(),
      into,
      as,
      set,
    });
    const sending = { server, intents, send, signal: around.signal, progress: progress.show };
    const sent = await sendStory(cases, { ...sending, hide: (text) => secrets.text(text) });
    progress.clear();
    around.stdout.write(toldAfter(sent, story, cases.length, intents.file));
    return isAll(sent) ? DONE : NOT_ALL;
  } catch (error) {
    progress.clear();
    return unfinished(error, intents, secrets, around);
  } finally {
    client.close();
    if (!resumed) intents?.close();
  }
}

function isAll({ refused, unknown, stopped }: Sent): boolean {
  return refused.length === 0 && unknown.length === 0 && stopped === undefined;
}

/** @throws what is no matter of the server or of who ended the run */
function unfinished(
  error: unknown,
  intents: Intents | undefined,
  secrets: PlannedStory['secrets'],
  { stderr, signal }: CommandContext,
): number {
  if (error instanceof TargetUnreachable) {
    stderr.write(`flowx-mock: ${secrets.text(error.message)}\n`);
    return UNREACHABLE;
  }
  if (!signal.aborted) throw error;
  if (intents) stderr.write(`flowx-mock: interrupted; --resume ${intents.file} goes on\n`);
  throw new Interrupted(signal);
}

/** Where the intents of a run stand that nobody has named. */
function nameOf(story: string, now: number): string {
  const moment = new Date(now).toISOString().replace(/\.\d+|[-:]/g, '');
  return `flowx-mock-seed-${story}-${moment}.jsonl`;
}
