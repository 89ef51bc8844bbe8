import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../files/json.ts';
import { jsonOfText } from '../../files/json-of-text.ts';
import { follow } from '../../files/pointer.ts';
import { type Provenance, UNKNOWN } from '../../files/provenance.ts';
import { chosenFor } from '../../reader/calls/credentials.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { outgoingOf } from '../../reader/calls/outgoing-request.ts';
import type { Values } from '../../reader/calls/request.ts';
import type { Contract } from '../../reader/contract.ts';
import { isJson, mediaTypeOf } from '../../reader/media-type.ts';
import type { Sequences } from '../arazzo/read-sequences.ts';
import { AcceptedRequests } from '../cases/accepted-request.ts';
import { NotPrepared, type Promised, type Runner, type StepResult, type TestRequest } from '../cases/case.ts';
import { CHECKS } from '../checks/all-checks.ts';
import type { Exchange } from '../checks/check.ts';
import { statusesOf } from '../checks/was-refused.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { play } from '../sequence/play.ts';
import { knownCredentials } from '../target/known-credentials.ts';
import type { ApiTarget, Targets } from '../target/target.ts';
import type { RunWatch } from '../trouble/watch-run.ts';
import type { Observations } from './observations.ts';

/** What a run plays on: where it sends to, by which contracts, and where it notes what it sees. */
export interface RunContext {
  targets: Targets;
  /** URL of the target. */
  base: string;
  /** By operation. */
  contracts: ReadonlyMap<string, Contract>;
  /** By API. */
  sequences: ReadonlyMap<string, Sequences>;
  /**
   * @param expected statuses with which the request is to be refused
   * @throws NoAnswer
   */
  send(outgoing: Outgoing, expected: readonly number[]): Promise<Incoming>;
  /** Sees the run as a whole; none where nothing is sent. */
  watch?: RunWatch;
  /** Nothing is answered: what would be sent is only noted. */
  dry: boolean;
  signal?: AbortSignal | undefined;
  /** Lets milliseconds of the server's time go by at once; where it is undefined they are waited for. */
  letPass?: ((ms: number) => Promise<void>) | undefined;
}

/** One run against one server: sends, judges, and remembers. */
export class Session implements Runner {
  readonly dry: boolean;
  readonly signal: AbortSignal | undefined;
  readonly #context: RunContext;
  readonly #observations: Observations;
  readonly #prepared = new Map<string, Values>();
  readonly #run = randomBytes(4).toString('hex');
  #texts = 0;

  constructor(context: RunContext, observations: Observations) {
    this.#context = context;
    this.#observations = observations;
    this.dry = context.dry;
    this.signal = context.signal;
  }

  async letPass(ms: number): Promise<void> {
    if (this.#context.letPass) await this.#context.letPass(ms);
    else await sleep(ms, undefined, this.signal && { signal: this.signal });
  }

  async send(test: TestRequest): Promise<StepResult> {
    const sent = this.#outgoing(test);
    const statuses = test.expected.accepted ? [] : statusesOf(test.expected.refusals);
    const number = this.#context.watch?.begin() ?? 0;
    const received = await this.#answer(sent, number, test.contract, statuses);
    if ('failures' in received) return received;
    const exchange: Exchange = { ...test, sent, received, json: jsonOf(received) };
    const again = this.#observations.note(exchange);
    await this.#context.watch?.note(exchange, number);
    const failures = CHECKS.flatMap(({ name, failuresOf }) =>
      failuresOf(exchange).map((failure) => ({ check: name, failure, exchange })),
    );
    return { exchange, failures: [...failures, ...again] };
  }

  async readBack(contract: Contract, id: string, asked: Promised): Promise<StepResult> {
    const { readBack } = this.#targetOf(contract.api.name);
    if (!readBack)
      return {
        failures: [],
        notJudged: 'the target has no readBack, by which the data of an instance is read',
      };
    const url = readBack.url.replaceAll('{base}', this.#base()).replaceAll('{id}', encodeURIComponent(id));
    const sent = { method: 'GET', url, headers: { accept: 'application/json', ...readBack.headers } };
    const number = this.#context.watch?.begin() ?? 0;
    const received = await this.#answer(sent, number, contract);
    if ('failures' in received)
      return { failures: [], ...(!this.dry && { notJudged: `readBack gave no answer` }) };
    const json = follow(jsonOf(received), readBack.data ?? '') as Json | undefined;
    const request = { path: {}, query: {}, headers: {} };
    const exchange: Exchange = { contract, request, sent, received, json, expected: { accepted: true } };
    if (received.status === 404) return { failures: [lost(exchange, id, asked)] };
    if (received.status !== 200) return { failures: [], notJudged: `readBack answered ${received.status}` };
    return { exchange, failures: [] };
  }

  async values({ operation, api }: Contract, prepared: 'none' | 'shared' | 'fresh'): Promise<Values> {
    const target = this.#targetOf(api.name);
    const plain = { ...target.values, ...target.operations?.[operation.id]?.values };
    const preparation = this.#context.sequences.get(api.name)?.prepare.get(operation.id);
    if (!preparation || prepared === 'none') return plain;
    const fresh = prepared === 'fresh' && preparation.fresh;
    const known = fresh ? undefined : this.#prepared.get(operation.id);
    const values = known ?? (await this.#prepare(api.name, preparation));
    if (!fresh) this.#prepared.set(operation.id, values);
    return { ...plain, ...values };
  }

  /** A plain call of an operation, with what the target knows; undefined where something has to be prepared for it. */
  plainCall(contract: Contract): Outgoing | undefined {
    const { api, operation } = contract;
    const { values, operations } = this.#targetOf(api.name);
    const own = operations?.[operation.id];
    const prepared = this.#context.sequences.get(api.name)?.prepare.get(operation.id);
    if (own?.skip !== undefined || prepared) return undefined;
    const request = new AcceptedRequests(contract, own ?? {}).request({ ...values, ...own?.values });
    return this.#outgoing({ contract, request, expected: { accepted: true } });
  }

  leftOut({ operation }: Contract): string | undefined {
    return this.#targetOf(operation.api).operations?.[operation.id]?.skip;
  }

  unique(): string {
    this.#texts += 1;
    return `${this.#run}-${this.#texts}`;
  }

  noteVariant({ operation }: Contract, { topic }: Provenance, seen: string): void {
    this.#observations.noteVariant(operation, topic ?? operation.id, seen);
  }

  async #prepare(
    api: string,
    { workflow: id, values }: { workflow: string; values: Record<string, string> },
  ): Promise<Values> {
    const workflow = this.#context.sequences.get(api)?.workflows.get(id);
    if (!workflow) throw new NotPrepared(`there is no workflow ${id}`);
    const { outputs, failures, skipped, notJudged } = await play(workflow, this.#context.contracts, this);
    const reason = skipped ?? notJudged ?? failures[0]?.failure.sentence;
    if (reason !== undefined) throw new NotPrepared(`what it needs could not be brought about: ${reason}`);
    const named = Object.entries(values).map(([name, expression]) => {
      const value = outputs[expression.replace(/^\$outputs\./, '')];
      if (value === undefined) throw new NotPrepared(`workflow ${id} gave no ${expression}`);
      return [name, value] as const;
    });
    return Object.fromEntries(named);
  }

  #outgoing(test: TestRequest): Outgoing {
    const { operation, api } = test.contract;
    const target = this.#targetOf(api.name);
    const credentials = chosenFor(operation, knownCredentials(target, operation.id)) ?? {};
    return outgoingOf(test, `${this.#base()}${target.basePath ?? ''}`, credentials);
  }

  async #answer(
    sent: Outgoing,
    number: number,
    contract: Contract,
    expected: readonly number[] = [],
  ): Promise<Incoming | StepResult> {
    const { operation } = contract;
    this.#context.watch?.throwIfStopped();
    try {
      return await this.#context.send(sent, expected);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (this.dry) return { failures: [] };
      this.#context.watch?.throwIfStopped();
      await this.#context.watch?.noteNone(error.code, number, contract, sent);
      const sentence = `${operation.id} gave no answer: ${error.message}`;
      return {
        failures: [
          {
            check: 'answered',
            failure: { sentence, provenance: operation.provenance ?? UNKNOWN },
            sent,
            code: error.code,
          },
        ],
      };
    }
  }

  #base(): string {
    return this.#context.base.replace(/\/+$/, '');
  }

  #targetOf(api: string): ApiTarget {
    return this.#context.targets.apis.get(api) ?? { values: {}, credentials: {} };
  }
}

function lost(exchange: Exchange, id: string, { provenance, promise }: Promised) {
  const sentence = `${exchange.contract.operation.id} gave the id ${id}, and reading it back answered 404`;
  return {
    check: 'read-back',
    exchange,
    failure: { sentence, provenance, ...(promise && { promise }), actual: 404 },
  };
}

function jsonOf({ headers, body }: Incoming): Json | undefined {
  const type = mediaTypeOf(headers['content-type']);
  return type === undefined || !isJson(type) ? undefined : jsonOfText(body);
}
