import type { Contract } from '../../reader/contract.ts';
import type { Json } from '../../reader/json.ts';
import type { Exchange, Expected, Flaw } from '../checks/check.ts';
import type { Request } from '../mutations/requests.ts';

/** One request that is to be sent, and what it is to come to. */
export interface Shot {
  contract: Contract;
  request: Request;
  expected: Expected;
  /** Instead of the operation's own. */
  method?: string;
  /** By security scheme; undefined: those of the target; empty: none. */
  credentials?: Record<string, string>;
  /** A body that is no JSON, or broken. */
  raw?: string;
}

/** A broken promise, and the exchange that showed it. */
export interface Found {
  check: string;
  flaw: Flaw;
  /** Missing where no whole answer came. */
  exchange?: Exchange;
  shot?: Shot;
}

/** What one case came to. */
export interface Outcome {
  found: Found[];
  /** It could not be told, and why. */
  notJudged?: string;
  skipped?: string;
}

export type Values = Record<string, Json>;

/** What a case plays on: sends requests, and has every answer judged. */
export interface Stage {
  /** Sends, judges by every check, and remembers what was seen. */
  shoot(shot: Shot): Promise<{ exchange?: Exchange; found: Found[] }>;
  /** Ids for an operation that has to be prepared; `fresh`: not those that another case has used. */
  values(contract: Contract, fresh: boolean): Promise<Values>;
  /** The seed of this run. */
  seed: string;
}

/** Something that is tried out. */
export interface Case {
  contract: Contract;
  /** `example page`, `body /loanAmount type`, `sequence start-and-copy`. */
  name: string;
  /** How many instances it creates, when all is well. */
  starts: number;
  play(stage: Stage): Promise<Outcome>;
}

/** A case of one request. */
export function single(
  contract: Contract,
  name: string,
  shotOf: (values: Values) => Omit<Shot, 'contract'>,
  creates: boolean,
): Case {
  return {
    contract,
    name,
    starts: creates ? 1 : 0,
    play: async (stage) => {
      const values = await stage.values(contract, creates);
      const { found } = await stage.shoot({ contract, ...shotOf(values) });
      return { found };
    },
  };
}
