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
  since: number;
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
  /** Since which request all answers look alike, those that were to be refused like this among them. */
  #alike: { symptom: Symptom | undefined; since: number } = { symptom: undefined, since: 1 };
  #trouble: Trouble | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** The trouble for which the run ended. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** How many requests were looked at. */
  get requests(): number {
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

  /** @throws RunStopped */
  async note(exchange: Exchange): Promise<void> {
    const { contract, sent, received, expected } = exchange;
    this.#requests += 1;
    this.#look(shownBy(exchange));
    const symptom = symptomOf(exchange);
    if (symptom === 'none' && expected.accepted && received.status < 300)
      if (this.#canary === undefined || sent.method === 'GET') this.#canary = sent;
    await this.#seen(symptom, contract, sent, received);
  }

  /** @throws RunStopped */
  async noteNone(code: string, contract: Contract, sent: Outgoing): Promise<void> {
    this.#requests += 1;
    const symptom = symptomOfNone(code);
    this.#look(symptom === 'none' ? undefined : symptom);
    await this.#seen(symptom, contract, sent);
  }

  /** After the last case: a short run may show no more than a few answers. */
  async conclude(): Promise<void> {
    const streak = this.#streak;
    if (this.#trouble || this.#canary || !streak) return;
    if (await this.#isEverything(streak)) await this.#end(streak);
  }

  #look(symptom: Symptom | undefined): void {
    if (this.#alike.symptom !== symptom) this.#alike = { symptom, since: this.#requests };
  }

  async #seen(
    symptom: Symptom | 'none' | undefined,
    { operation }: Contract,
    sent: Outgoing,
    received?: Incoming,
  ): Promise<void> {
    if (symptom === undefined) return;
    if (symptom === 'none') {
      this.#streak = undefined;
      this.#askAt = SUSPICIOUS;
      return;
    }
    const streak =
      this.#streak?.symptom === symptom
        ? this.#streak
        : { symptom, since: this.#alike.since, length: 0, operations: new Set<string>() };
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
  async #isEverything({ symptom, operations, since }: Streak): Promise<boolean> {
    if (this.#canary) return this.#shows(this.#canary, symptom);
    if (since > 1 || operations.size < Math.min(2, this.#options.operations)) return false;
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
    const { symptom, since, received } = streak;
    const worked = this.#canary !== undefined;
    const found =
      symptom === 'not-found' && this.#last && !worked
        ? await this.#options.elsewhere(this.#last)
        : undefined;
    this.#trouble = troubleOf(symptom, { since, worked, received, found, timeout: this.#options.timeout });
    throw new RunStopped(this.#trouble);
  }
}
