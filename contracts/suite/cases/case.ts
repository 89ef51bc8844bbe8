import type { Place } from '../../files/mistake.ts';
import type { Provenance } from '../../files/provenance.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { SendableRequest } from '../../reader/calls/outgoing-request.ts';
import type { Values } from '../../reader/calls/request.ts';
import type { Contract } from '../../reader/contract.ts';
import type { CheckFailure, Exchange, Expected } from '../checks/check.ts';

/** One request that is to be sent, and what it is to come to. */
export interface TestRequest extends SendableRequest {
  expected: Expected;
}

/** A broken promise, and the exchange that showed it. */
export interface CaseFailure {
  check: string;
  failure: CheckFailure;
  /** Missing where no whole answer came. */
  exchange?: Exchange;
  /** What was sent, where no whole answer came, and why none did: `ECONNRESET`. */
  sent?: Outgoing;
  code?: string;
}

/** What one case came to. */
export interface Outcome {
  failures: CaseFailure[];
  /** Why it could not be told whether the case passed. */
  notJudged?: string;
  skipped?: string;
}

/** What one request came to; no exchange where no whole answer came. */
export interface StepResult {
  exchange?: Exchange;
  failures: CaseFailure[];
  notJudged?: string;
}

/** What a case plays on: sends requests, and has every answer judged. */
export interface Runner {
  /** Nothing is sent, only noted. */
  dry: boolean;
  signal?: AbortSignal | undefined;
  /** Lets so many milliseconds of the server's time go by. */
  letPass(ms: number): Promise<void>;
  /** Sends, judges by every check, and remembers what was seen. */
  send(test: TestRequest): Promise<StepResult>;
  /** Reads an instance's data by the way that the target gives for it. */
  readBack(contract: Contract, id: string, asked: Promised): Promise<StepResult>;
  /** The target's values for an operation, and what was prepared for it: for all its cases, or anew for this one. */
  values(contract: Contract, prepared: 'none' | 'shared' | 'fresh'): Promise<Values>;
  /** Why the target leaves an operation out; undefined where it does not. */
  leftOut(contract: Contract): string | undefined;
  /** A text that no run has used before. */
  unique(): string;
  /** A variant of a contradiction that the server follows. */
  noteVariant(contract: Contract, provenance: Provenance, seen: string): void;
}

/** Who promises something, and where. */
export interface Promised {
  provenance: Provenance;
  promise?: Place;
}

/** What an operation needs could not be brought about. */
export class NotPrepared extends Error {
  override readonly name = 'NotPrepared';
}

/** Something that is tried out. */
export interface Case {
  contract: Contract;
  /** `example page`, `body /loanAmount type`, `sequence start-and-copy`. */
  name: string;
  /** How many instances it creates, when all is well. */
  starts: number;
  /** Whether the case waits for something, and so is played beside the others. */
  patient?: boolean;
  play(runner: Runner): Promise<Outcome>;
}

/**
 * A case of one request.
 * @param requestOf makes it of the target's values
 * @param options `fresh`: it changes what was prepared for it; `starts`: instances that it creates
 */
export function single(
  contract: Contract,
  name: string,
  requestOf: (values: Values) => Omit<TestRequest, 'contract'>,
  options: { fresh?: boolean; starts?: number } = {},
): Case {
  return {
    contract,
    name,
    starts: options.starts ?? 0,
    play: async (runner) => {
      const values = await runner.values(contract, options.fresh ? 'fresh' : 'shared');
      const { failures } = await runner.send({ contract, ...requestOf(values) });
      return { failures };
    },
  };
}

/** A case that is not tried, and why. */
export function skipped(contract: Contract, name: string, reason: string): Case {
  return { contract, name, starts: 0, play: async () => ({ failures: [], skipped: reason }) };
}
