import { setTimeout as sleep } from 'node:timers/promises';
import type { Outgoing } from '../../../contracts/reader/calls/outgoing.ts';
import { type Incoming, NoAnswer } from '../../../contracts/suite/sending/message.ts';
import type { PublicCase } from '../../simulation/stories/public-cases.ts';
import type { Intents } from './intents.ts';
import { type RealServer, type ServerCall, type Told, toldBy, toldByNone } from './real-server.ts';

/** After so many in a row that were not carried out the others will not be either. */
const MOST_IN_VAIN = 5;
/** Milliseconds that a server is waited for: while it is too busy, and until a case stands where it can be gone on with. */
const BUSY_AT_MOST = 65_000;
const ARRIVES_WITHIN = 10_000;
const FIRST_PAUSE = 250;

/** What a story is sent with. */
export interface Sending {
  server: RealServer;
  intents: Intents;
  /** @throws NoAnswer */
  send(outgoing: Outgoing): Promise<Incoming>;
  /** Ends it between two calls. */
  signal: AbortSignal;
  progress(done: number, count: number): void;
  /** A text without secrets. */
  hide(text: string): string;
}

/** A case of which something is to be told. */
export interface Remark {
  name: string;
  why: string;
}

/** What came of it. */
export interface Sent {
  started: number;
  /** Started by an earlier run. */
  before: number;
  /** Answers by which cases went on. */
  answers: number;
  refused: Remark[];
  /** Nobody knows whether these were carried out. */
  unknown: Remark[];
  /** Why it ended before all were sent. */
  stopped?: string;
}

/** The run ends: going on would be in vain. */
class InVain extends Error {}

/**
 * Starts the cases of a story one after the other, then goes on with them as far as public calls can. What was done by an
 * earlier run is not done again, and neither is that of which nobody knows whether it was done.
 * @throws Mistake when an intent cannot be written, or the targets do not say enough
 */
export async function sendStory(cases: readonly PublicCase[], sending: Sending): Promise<Sent> {
  const sent: Sent = { started: 0, before: 0, answers: 0, refused: [], unknown: [] };
  try {
    await startAll(cases, sending, sent);
    await answerAll(cases, sending, sent);
  } catch (error) {
    if (!(error instanceof InVain)) throw error;
    sent.stopped = error.message;
  }
  return sent;
}

async function startAll(cases: readonly PublicCase[], sending: Sending, sent: Sent): Promise<void> {
  const vain = new VainCalls('starts');
  for (const [index, { name, start }] of cases.entries()) {
    sending.signal.throwIfAborted();
    const { done, unknown } = sending.intents.of(name);
    if (done > 0) sent.before += 1;
    if (unknown !== undefined) sent.unknown.push({ name, why: unknown });
    else if (done === 0) {
      const told = await carriedOut(name, 0, sending.server.call(start), sending);
      if (told.outcome === 'done') sent.started += 1;
      else noteVain(name, told, sent);
      vain.note(told);
    }
    sending.progress(index + 1, cases.length);
  }
}

async function answerAll(cases: readonly PublicCase[], sending: Sending, sent: Sent): Promise<void> {
  const vain = new VainCalls('answers');
  for (const { name, answers } of cases) {
    for (const [index, answer] of answers.entries()) {
      sending.signal.throwIfAborted();
      const call = index + 1;
      const { done, id, unknown } = sending.intents.of(name);
      if (unknown !== undefined || id === undefined || done < call) break;
      if (done > call) continue;
      const told = await onceArrived(name, call, sending.server.call([answer(id)]), sending);
      vain.note(told);
      if (told.outcome !== 'done') {
        noteVain(`${name}, answer ${call}`, told, sent);
        break;
      }
      sent.answers += 1;
    }
  }
}

function noteVain(name: string, { outcome, why = '' }: Told, sent: Sent): void {
  if (outcome === 'unknown') sent.unknown.push({ name, why });
  else sent.refused.push({ name, why });
}

/** A server may take a while until a case waits for its answer: 404 and 409 say that it does not yet. */
async function onceArrived(name: string, call: number, made: ServerCall, sending: Sending): Promise<Told> {
  const until = performance.now() + ARRIVES_WITHIN;
  for (let pause = FIRST_PAUSE; ; pause *= 2) {
    const told = await carriedOut(name, call, made, sending);
    const early = told.outcome === 'refused' && (told.status === 404 || told.status === 409);
    if (!early || performance.now() + pause > until) return told;
    await sleep(pause, undefined, { signal: sending.signal });
  }
}

/** Sends a call, again only where the server was too busy for it. */
async function carriedOut(name: string, call: number, made: ServerCall, sending: Sending): Promise<Told> {
  const until = performance.now() + BUSY_AT_MOST;
  for (;;) {
    const told = await once(name, call, made, sending);
    if (told.againAfter === undefined || performance.now() + told.againAfter > until) return told;
    await sleep(told.againAfter, undefined, { signal: sending.signal });
  }
}

async function once(
  name: string,
  call: number,
  { contract, outgoing }: ServerCall,
  { intents, send, hide }: Sending,
): Promise<Told> {
  intents.intend(name, call);
  const told = await send(outgoing).then((received) => toldBy(contract, received), none);
  const { outcome, id } = told;
  const why = told.why === undefined ? {} : { why: hide(told.why) };
  intents.ended(name, call, outcome, { ...(id !== undefined && { id }), ...why });
  return { ...told, ...why };
}

function none(error: unknown): Told {
  if (error instanceof NoAnswer) return toldByNone(error);
  throw error;
}

/** Ends the run when call after call is not carried out, and at once where nobody is there or lets us in. */
class VainCalls {
  readonly #what: string;
  #inARow = 0;

  /** @param what the calls are, for people */
  constructor(what: string) {
    this.#what = what;
  }

  /** @throws InVain */
  note({ outcome, status, why = '' }: Told): void {
    this.#inARow = outcome === 'done' ? 0 : this.#inARow + 1;
    if (outcome === 'not-sent') throw new InVain(`the server cannot be reached: ${why}`);
    if (status === 401 || status === 403) throw new InVain(`it does not accept the credentials: ${why}`);
    if (this.#inARow >= MOST_IN_VAIN)
      throw new InVain(
        `${MOST_IN_VAIN} ${this.#what} one after the other were not carried out, the last: ${why}`,
      );
  }
}
