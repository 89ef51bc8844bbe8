import type { Json } from '../../files/json.ts';
import type { Place } from '../../files/mistake.ts';
import type { Provenance } from '../../files/provenance.ts';
import type { RefusalRule } from '../../reader/api.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { Request } from '../../reader/calls/request.ts';
import type { Contract } from '../../reader/contract.ts';
import type { Incoming } from '../sending/message.ts';

/** What a request is to come to. */
export type Expected =
  | { accepted: true }
  | {
      accepted: false;
      /** Any of these will do; each may have several statuses. */
      refusals: RefusalRule[];
      /** `the header X-Channel is missing`. */
      because: string;
      /** What the request breaks, by place and keyword, or the refusal it is to get: the same for the same cause. */
      cause: string;
      /** Who says that it is refused at all. */
      provenance: Provenance;
      promise?: Place;
    };

/** One request and its answer. */
export interface Exchange {
  contract: Contract;
  request: Request;
  sent: Outgoing;
  received: Incoming;
  /** The body, where it is JSON. */
  json: Json | undefined;
  expected: Expected;
}

/** A promise that an answer breaks. */
export interface CheckFailure {
  /** `startProcessByBuild answered 201; documented: 200`. */
  sentence: string;
  /** Place and keyword of what is broken, and never the value that was seen: findings of one cause are one. */
  cause?: string;
  provenance: Provenance;
  promise?: Place;
  expected?: Json;
  actual?: Json;
}

/** One check: one function, one kind of failure. Its name is that of `--only OPERATION/CHECK`. */
export interface Check {
  name: string;
  failuresOf(exchange: Exchange): CheckFailure[];
}
