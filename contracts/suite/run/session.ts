import { randomBytes } from 'node:crypto';
import type { Json } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import { type Provenance, UNKNOWN } from '../../files/provenance.ts';
import { type Outgoing, outgoingOf, schemesFor } from '../../reader/calls/outgoing-request.ts';
import type { Values } from '../../reader/calls/request.ts';
import type { Contract } from '../../reader/contract.ts';
import { isJson, mediaTypeOf } from '../../reader/media-type.ts';
import type { Sequences } from '../arazzo/read-sequences.ts';
import { type Looked, NotPrepared, type Promised, type Shot, type Stage } from '../cases/case.ts';
import { CHECKS } from '../checks/all-checks.ts';
import type { Exchange } from '../checks/check.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';
import { play } from '../sequence/play.ts';
import type { ApiTarget, Targets } from '../target/target.ts';
import type { Seen } from './observations.ts';

/** What a run plays on: where it sends to, by which contracts, and where it notes what it sees. */
export interface Ground {
  targets: Targets;
  /** URL of the target. */
  base: string;
  /** By operation. */
  contracts: ReadonlyMap<string, Contract>;
  /** By API. */
  sequences: ReadonlyMap<string, Sequences>;
  /** @throws NoAnswer */
  send(outgoing: Outgoing): Promise<Incoming>;
  /** Nothing is answered: what would be sent is only noted. */
  dry: boolean;
  signal?: AbortSignal | undefined;
}

/** One run against one server: sends, judges, and remembers. */
export class Session implements Stage {
  readonly dry: boolean;
  readonly signal: AbortSignal | undefined;
  readonly #ground: Ground;
  readonly #seen: Seen;
  readonly #prepared = new Map<string, Values>();
  readonly #run = randomBytes(4).toString('hex');
  #texts = 0;

  constructor(ground: Ground, seen: Seen) {
    this.#ground = ground;
    this.#seen = seen;
    this.dry = ground.dry;
    this.signal = ground.signal;
  }

  async shoot(shot: Shot): Promise<Looked> {
    const sent = this.#outgoing(shot);
    const received = await this.#answer(sent, shot.contract);
    if ('found' in received) return received;
    const exchange: Exchange = { ...shot, sent, received, json: jsonOf(received) };
    const again = this.#seen.note(exchange);
    const found = CHECKS.flatMap(({ name, judge }) =>
      judge(exchange).map((flaw) => ({ check: name, flaw, exchange })),
    );
    return { exchange, found: [...found, ...again] };
  }

  async readBack(contract: Contract, id: string, asked: Promised): Promise<Looked> {
    const { readBack } = this.#targetOf(contract.api.name);
    if (!readBack)
      return { found: [], notJudged: 'the target has no readBack, by which the data of an instance is read' };
    const url = readBack.url.replaceAll('{base}', this.#base()).replaceAll('{id}', encodeURIComponent(id));
    const sent = { method: 'GET', url, headers: { accept: 'application/json', ...readBack.headers } };
    const received = await this.#answer(sent, contract);
    if ('found' in received) return { found: [], ...(!this.dry && { notJudged: `readBack gave no answer` }) };
    const json = follow(jsonOf(received), readBack.data ?? '') as Json | undefined;
    const request = { path: {}, query: {}, headers: {} };
    const exchange: Exchange = { contract, request, sent, received, json, expected: { accepted: true } };
    if (received.status === 404) return { found: [lost(exchange, id, asked)] };
    if (received.status !== 200) return { found: [], notJudged: `readBack answered ${received.status}` };
    return { exchange, found: [] };
  }

  async values({ operation, api }: Contract, prepared: 'none' | 'shared' | 'fresh'): Promise<Values> {
    const target = this.#targetOf(api.name);
    const plain = { ...target.values, ...target.operations?.[operation.id]?.values };
    const preparation = this.#ground.sequences.get(api.name)?.prepare.get(operation.id);
    if (!preparation || prepared === 'none') return plain;
    const fresh = prepared === 'fresh' && preparation.fresh;
    const known = fresh ? undefined : this.#prepared.get(operation.id);
    const values = known ?? (await this.#prepare(api.name, preparation));
    if (!fresh) this.#prepared.set(operation.id, values);
    return { ...plain, ...values };
  }

  leftOut({ operation }: Contract): string | undefined {
    return this.#targetOf(operation.api).operations?.[operation.id]?.skip;
  }

  unique(): string {
    this.#texts += 1;
    return `${this.#run}-${this.#texts}`;
  }

  noteVariant({ operation }: Contract, { topic }: Provenance, seen: string): void {
    this.#seen.noteVariant(operation, topic ?? operation.id, seen);
  }

  async #prepare(
    api: string,
    { workflow: id, values }: { workflow: string; values: Record<string, string> },
  ): Promise<Values> {
    const workflow = this.#ground.sequences.get(api)?.workflows.get(id);
    if (!workflow) throw new NotPrepared(`there is no workflow ${id}`);
    const { outputs, found, skipped, notJudged } = await play(workflow, this.#ground.contracts, this);
    const reason = skipped ?? notJudged ?? found[0]?.flaw.sentence;
    if (reason !== undefined) throw new NotPrepared(`what it needs could not be brought about: ${reason}`);
    const named = Object.entries(values).map(([name, expression]) => {
      const value = outputs[expression.replace(/^\$outputs\./, '')];
      if (value === undefined) throw new NotPrepared(`workflow ${id} gave no ${expression}`);
      return [name, value] as const;
    });
    return Object.fromEntries(named);
  }

  #outgoing(shot: Shot): Outgoing {
    const { operation, api } = shot.contract;
    const target = this.#targetOf(api.name);
    const known = {
      ...Object.fromEntries(Object.entries(target.credentials).map(([name, { value }]) => [name, value])),
      ...target.operations?.[operation.id]?.credentials,
    };
    const schemes = schemesFor(operation, known);
    const credentials = Object.fromEntries(schemes.map((name) => [name, known[name] as string]));
    return outgoingOf(shot, `${this.#base()}${target.basePath ?? ''}`, credentials);
  }

  async #answer(sent: Outgoing, { operation }: Contract): Promise<Incoming | Looked> {
    try {
      return await this.#ground.send(sent);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (this.dry) return { found: [] };
      const sentence = `${operation.id} gave no answer: ${error.message}`;
      return {
        found: [{ check: 'answered', flaw: { sentence, provenance: operation.provenance ?? UNKNOWN }, sent }],
      };
    }
  }

  #base(): string {
    return this.#ground.base.replace(/\/+$/, '');
  }

  #targetOf(api: string): ApiTarget {
    return this.#ground.targets.apis.get(api) ?? { values: {}, credentials: {} };
  }
}

function lost(exchange: Exchange, id: string, { provenance, promise }: Promised) {
  const sentence = `${exchange.contract.operation.id} gave the id ${id}, and reading it back answered 404`;
  return {
    check: 'read-back',
    exchange,
    flaw: { sentence, provenance, ...(promise && { promise }), actual: 404 },
  };
}

function jsonOf({ headers, body }: Incoming): Json | undefined {
  const type = mediaTypeOf(headers['content-type']);
  if (type === undefined || !isJson(type)) return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}
