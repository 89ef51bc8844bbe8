import type { Contract } from '../reader/contract.ts';
import type { Json } from '../reader/json.ts';
import { isJson, mediaTypeOf } from '../reader/media-type.ts';
import { follow } from '../reader/pointer.ts';
import { UNKNOWN } from '../reader/provenance.ts';
import type { Found, Shot, Stage, Values } from './cases/case.ts';
import { createsOf } from './cases/creates.ts';
import type { Exchange } from './checks/check.ts';
import { CHECKS } from './checks/checks.ts';
import type { Client } from './client/client.ts';
import { type Incoming, NoAnswer, type Outgoing } from './client/message.ts';
import { outgoingOf, schemesFor } from './client/outgoing.ts';
import type { ApiTarget, Targets } from './target/target.ts';

/** One run against one server: sends, judges, and remembers what was seen and created. */
export class Session implements Stage {
  readonly seed: string;
  readonly exchanges: Exchange[] = [];
  readonly created: { api: string; operationId: string; id: string }[] = [];
  readonly #client: Client;
  readonly #targets: Targets;
  readonly #base: string;

  constructor(client: Client, targets: Targets, base: string, seed: string) {
    this.#client = client;
    this.#targets = targets;
    this.#base = base.replace(/\/+$/, '');
    this.seed = seed;
  }

  async shoot(shot: Shot): Promise<{ exchange?: Exchange; found: Found[] }> {
    const sent = this.outgoing(shot);
    const received = await this.#answer(sent, shot);
    if ('check' in received) return { found: [received] };
    const exchange: Exchange = { ...shot, sent, received, json: jsonOf(received) };
    this.exchanges.push(exchange);
    this.#noteCreated(exchange);
    const found = CHECKS.flatMap(({ name, judge }) =>
      judge(exchange).map((flaw) => ({ check: name, flaw, exchange })),
    );
    return { exchange, found };
  }

  async values({ operation }: Contract, _fresh: boolean): Promise<Values> {
    const target = this.#targetOf(operation.api);
    return { ...target.values, ...target.operations?.[operation.id]?.values };
  }

  /** The request as it would be sent, with this target's credentials. */
  outgoing(shot: Shot): Outgoing {
    const { operation, api } = shot.contract;
    const target = this.#targetOf(api.name);
    const known = {
      ...Object.fromEntries(Object.entries(target.credentials).map(([name, { value }]) => [name, value])),
      ...target.operations?.[operation.id]?.credentials,
    };
    const schemes = schemesFor(operation, known);
    const credentials = Object.fromEntries(schemes.map((name) => [name, known[name] as string]));
    return outgoingOf(shot, `${this.#base}${target.basePath ?? ''}`, credentials);
  }

  async #answer(sent: Outgoing, shot: Shot): Promise<Incoming | (Found & { sent: Outgoing })> {
    try {
      return await this.#client.send(sent);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const { operation } = shot.contract;
      const flaw = {
        sentence: `${operation.id} gave no answer: ${error.message}`,
        provenance: operation.provenance ?? UNKNOWN,
      };
      return { check: 'answered', flaw, sent };
    }
  }

  #targetOf(api: string): ApiTarget {
    return this.#targets.apis.get(api) ?? { values: {}, credentials: {} };
  }

  #noteCreated({ contract, received, json }: Exchange): void {
    const pointer = createsOf(contract);
    const id = received.status < 300 && pointer !== undefined ? follow(json, pointer) : undefined;
    if (typeof id !== 'string' && typeof id !== 'number') return;
    this.created.push({ api: contract.api.name, operationId: contract.operation.id, id: String(id) });
  }
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
