import type { JsonObject } from '../../../contracts/files/json.ts';
import { jsonOfText } from '../../../contracts/files/json-of-text.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { follow } from '../../../contracts/files/pointer.ts';
import { goodCall } from '../../../contracts/reader/calls/good-call.ts';
import type { Outgoing } from '../../../contracts/reader/calls/outgoing.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import { createsOf } from '../../../contracts/suite/cases/accepted-request.ts';
import type { Incoming, NoAnswer } from '../../../contracts/suite/sending/message.ts';
import { retryAfter } from '../../../contracts/suite/sending/retry-after.ts';
import { knownCredentials } from '../../../contracts/suite/target/known-credentials.ts';
import type { ApiTarget } from '../../../contracts/suite/target/target.ts';
import type { StoryCall } from '../../behaviours/behaviour.ts';
import type { Outcome } from './intents.ts';

/** A call that a server is to be sent. */
export interface ServerCall {
  contract: Contract;
  outgoing: Outgoing;
}

/** What became of a call, and what the server said. */
export interface Told {
  outcome: Outcome;
  /** Of what was created. */
  id?: string;
  status?: number;
  why?: string;
  /** Milliseconds after which it may be sent again: it was not carried out. */
  againAfter?: number;
}

/** Where a server does not say how long it is too busy, in milliseconds. */
const BUSY_MS = 1000;
/** Characters of an answer that are told. */
const SHOWN = 200;
/** The connection was not there, so nothing was sent. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** How calls of a story are made for one API of a server that is no stand-in. */
export class RealServer {
  readonly #base: string;
  readonly #contracts: ReadonlyMap<string, Contract>;
  readonly #target: ApiTarget;

  /** @param target what is known of it: ids, credentials */
  constructor(url: string, contracts: ReadonlyMap<string, Contract>, target: ApiTarget) {
    this.#base = `${url.replace(/\/+$/, '')}${target.basePath ?? ''}`;
    this.#contracts = contracts;
    this.#target = target;
  }

  /**
   * The first of some calls for which enough is known of the server.
   * @throws Mistake that says what is missing
   */
  call(calls: readonly StoryCall[]): ServerCall {
    const missing: string[] = [];
    for (const call of calls) {
      const contract = this.#contracts.get(call.operationId);
      if (!contract) continue;
      const known = this.#known(call);
      const path = contract.operation.parameters.filter(({ in: place }) => place === 'path');
      const unknown = path.filter(({ name }) => known.values[name] === undefined).map(({ name }) => name);
      const skip = this.#target.operations?.[call.operationId]?.skip;
      if (unknown.length > 0) missing.push(`${call.operationId} needs ${unknown.join(' and ')}`);
      else if (skip !== undefined) missing.push(`${call.operationId} is left out: ${skip}`);
      else {
        const made = goodCall(contract, this.#base, known);
        if ('outgoing' in made) return { contract, outgoing: made.outgoing };
        missing.push(`${call.operationId}: ${made.impossible}`);
      }
    }
    const text = `the targets file does not say enough to make this call: ${missing.join('; ')}`;
    throw new Mistake([{ text }]);
  }

  #known({ operationId, params, query, body }: StoryCall) {
    const { values, operations } = this.#target;
    return {
      values: { ...values, ...operations?.[operationId]?.values, ...params },
      ...(query && { query }),
      body: body as JsonObject,
      credentials: knownCredentials(this.#target, operationId),
    };
  }
}

/** What an answer says of a call. */
export function toldBy(contract: Contract, received: Incoming): Told {
  const { status, headers, body } = received;
  const why = `${status} ${body.slice(0, SHOWN).replace(/\s+/g, ' ').trim()}`.trim();
  if (status >= 200 && status < 300) return created(contract, body, status, why);
  if (status === 429)
    return { outcome: 'refused', status, why, againAfter: retryAfter(headers['retry-after']) ?? BUSY_MS };
  // A gateway that gave up, or a server that failed, may have done it all the same.
  if (status >= 500) return { outcome: 'unknown', status, why };
  return { outcome: 'refused', status, why };
}

/** What a call of which no whole answer came is known to have done. */
export function toldByNone({ code, message }: NoAnswer): Told {
  return NOT_SENT.test(code) ? { outcome: 'not-sent', why: message } : { outcome: 'unknown', why: message };
}

function created(contract: Contract, body: string, status: number, why: string): Told {
  const pointer = createsOf(contract);
  if (pointer === undefined) return { outcome: 'done', status };
  const id = follow(jsonOfText(body), pointer);
  if (typeof id === 'string' || typeof id === 'number') return { outcome: 'done', status, id: String(id) };
  return { outcome: 'unknown', status, why: `no id at ${pointer} of the answer: ${why}` };
}
