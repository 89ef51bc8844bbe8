import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { Contract } from '../../reader/contract.ts';
import type { Exchange } from '../checks/check.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { byStatus, type Symptom, shownBy, symptomOf, symptomOfNone } from './symptom.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** So many answers of a kind in a row, and it is looked whether all are. */
const SUSPICIOUS = 5;
const MOST_OTHERS = 3;

/** The run ended: something is wrong with the server as a whole. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.sentence);
    this.trouble = trouble;
  }
}

interface Streak {
  symptom: Symptom;
  /** The number of the request by which it was noticed. */
  noticed: number;
  length: number;
  operations: Set<string>;
  received?: Incoming | undefined;
}

/** What a run is watched with. */
export interface WatchOptions {
  /** How many operations are tried. */
  operations: number;
  /** Milliseconds for one request. */
  timeout: number;
  /** Sends a request once more. @throws NoAnswer */
  send(outgoing: Outgoing): Promise<Incoming>;
  /** Calls of operations that are not tried, to ask where only one is. */
  others(): Outgoing[];
  /** An address at which a path that is not there is, if one is known. */
  elsewhere(sent: Outgoing): Promise<string | undefined>;
}

/**
 * Sees the whole run where checks see one answer each: when everything is refused, redirected, late or gone from some
 * request on, that is one trouble, and going on would prove nothing.
 */
export class RunWatch {
  readonly #options: WatchOptions;
  #requests = 0;
  #streak: Streak | undefined;
  #askAt = SUSPICIOUS;
  /** A request that was answered as it should be. */
  #canary: Outgoing | undefined;
  #last: Outgoing | undefined;
  /** By the number of a request what its answer shows, also where it was to be refused like this. */
  readonly #shown: (Symptom | 'none')[] = [];
  #trouble: Trouble | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** The trouble for which the run ended. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** How many requests were sent. */
  get requests(): number {
    return this.#requests;
  }

  /** Counts a request that is about to be sent: its number, by which answers are put in order that came out of it. */
  begin(): number {
    this.#requests += 1;
    return this.#requests;
  }

  /** @throws RunStopped once the run has ended */
  throwIfStopped(): void {
    if (this.#trouble?.stopped) throw new RunStopped(this.#trouble);
  }

  /** Ends the run. */
  stop(trouble: Trouble): void {
    this.#trouble ??= trouble;
  }

  /**
   * @param number the request's, from `begin`
   * @throws RunStopped
   */
  async note(exchange: Exchange, number: number): Promise<void> {
    const { contract, sent, received, expected } = exchange;
    this.#shown[number] = shownBy(exchange) ?? 'none';
    const symptom = symptomOf(exchange);
    if (symptom === 'none' && expected.accepted && received.status < 300)
      if (this.#canary === undefined || sent.method === 'GET') this.#canary = sent;
    await this.#seen(symptom, number, contract, sent, received);
  }

  /**
   * @param number the request's, from `begin`
   * @throws RunStopped
   */
  async noteNone(code: string, number: number, contract: Contract, sent: Outgoing): Promise<void> {
    const symptom = symptomOfNone(code);
    this.#shown[number] = symptom;
    await this.#seen(symptom, number, contract, sent);
  }

  /** After the last case: a short run may show no more than a few answers. */
  async conclude(): Promise<void> {
    const streak = this.#streak;
    if (this.#trouble || this.#canary || !streak) return;
    if (await this.#isEverything(streak)) await this.#end(streak);
  }

  /** The first request since which all answers showed a symptom when it was noticed, in the order of asking. */
  #since({ symptom, noticed }: Streak): number {
    let since = noticed;
    for (let number = noticed; number > 0; number -= 1) {
      const shown = this.#shown[number];
      if (shown === symptom) since = number;
      // One that has no answer yet says nothing.
      else if (shown !== undefined) break;
    }
    return since;
  }

  async #seen(
    symptom: Symptom | 'none' | undefined,
    number: number,
    { operation }: Contract,
    sent: Outgoing,
    received?: Incoming,
  ): Promise<void> {
    if (symptom === undefined) return;
    if (symptom === 'none') {
      // Asked before, and answered only now.
      if (this.#streak && number < this.#streak.noticed) return;
      this.#streak = undefined;
      this.#askAt = SUSPICIOUS;
      return;
    }
    const streak =
      this.#streak?.symptom === symptom
        ? this.#streak
        : { symptom, noticed: number, length: 0, operations: new Set<string>() };
    this.#streak = streak;
    streak.length += 1;
    streak.operations.add(`${operation.api} ${operation.id}`);
    streak.received = received ?? streak.received;
    this.#last = sent;
    if (streak.length < this.#askAt) return;
    if (await this.#isEverything(streak)) await this.#end(streak);
    else this.#askAt = streak.length * 4;
  }

  /** Whether what was answered well before shows the same now; without such, whether several operations do. */
  async #isEverything(streak: Streak): Promise<boolean> {
    const { symptom, operations } = streak;
    if (this.#canary) return this.#shows(this.#canary, symptom);
    if (this.#since(streak) > 1 || operations.size < Math.min(2, this.#options.operations)) return false;
    if (this.#options.operations > 1) return true;
    for (const other of this.#options.others().slice(0, MOST_OTHERS))
      if (!(await this.#shows(other, symptom))) return false;
    return true;
  }

  async #shows(call: Outgoing, symptom: Symptom): Promise<boolean> {
    try {
      const received = await this.#options.send(call);
      return byStatus(received.status, received) === symptom;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return symptomOfNone(error.code) === symptom;
    }
  }

  async #end(streak: Streak): Promise<void> {
    const { symptom, received } = streak;
    const since = this.#since(streak);
    const worked = this.#canary !== undefined;
    const found =
      symptom === 'not-found' && this.#last && !worked
        ? await this.#options.elsewhere(this.#last)
        : undefined;
    this.#trouble = troubleOf(symptom, { since, worked, received, found, timeout: this.#options.timeout });
    throw new RunStopped(this.#trouble);
  }
}
