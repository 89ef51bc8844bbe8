/** What is wrong, where, why that matters, and what to do about it. */
export interface Finding {
  /** The diagnosis: `port-taken`. */
  name: string;
  what: string;
  where: string;
  why: string;
  mend: string;
}

/** One request of a journal, as far as diagnoses look at it. */
export interface SeenRequest {
  id: string;
  method: string;
  url: string;
  operationId?: string;
  status?: number;
  headers: Record<string, string>;
  refusal?: { name: string; reason: string };
  /** Where it is a call that is known and left out. */
  leftOut?: { whose: string; why: string; page: string; instead: string };
  /** What a browser does with its answer, where CORS does not allow what the page wants. */
  blocked?: string;
  /** What to do about it. */
  hint?: string;
  /** Why it was not answered as it might have been, and what to do about it. */
  why?: string;
  violations: { in: string; pointer: string; keyword: string }[];
  nearest?: { method: string; path: string; differences: string[] }[];
}

export interface SeenWorld {
  name: string;
  clock: { now: string; mode: 'running' | 'frozen' };
  /** The newest first. */
  requests: SeenRequest[];
  /** How many instances wait for less than a day to pass; looked for in frozen worlds only. */
  waiting: number;
}

/** A stand-in that answers. */
export interface SeenStandIn {
  /** `notices` are what it told its operator since it started. */
  health: { status: string; reason?: string; version: string; store: string; notices?: string[] };
  /** Undefined when the control plane does not let us look further. */
  worlds: SeenWorld[] | undefined;
  /** How many worlds there are beside those. */
  notLookedAt: number;
  /** Below which paths its APIs are. */
  prefixes: string[];
  /** How far its machine's clock is ahead of this one's, in milliseconds; counted in whole seconds. */
  ahead: number;
}

/** Everything that diagnoses look at. */
export interface Patient {
  /** Where the stand-in is, or would be: scheme, host and port. */
  origin: string;
  /** The address as it was given; undefined when nobody gave one. */
  given: string | undefined;
  /** Whether anything at all listens there. */
  listening: boolean;
  /** Undefined when no stand-in answers there. */
  standIn: SeenStandIn | undefined;
  /** Where the address says https: that of the stand-in which answers there by http, if one does. */
  plainHttp: string | undefined;
  /** Why a stand-in that is there tells us nothing, in its own words; undefined where it does, or where none is. */
  refused: string | undefined;
  /** The folder in which `serve` would keep instances; undefined when it would not. */
  folder: string | undefined;
  env: NodeJS.ProcessEnv;
  /** The line that POSTs to an address, and the one that sets a variable, for the shell at hand. */
  post(url: string): string;
  assignment(name: string, value: string): string;
  /** Such as `20.19.0`. */
  nodeVersion: string;
  /** The oldest Node that the package runs on, such as `20.19.0`. */
  nodeNeeded: string;
  /** What the journal calls a refusal that somebody asked for. */
  injected: string;
  /** This machine's clock, in milliseconds since 1970. */
  now: number;
}

/** Looks for one mistake; it changes nothing. */
export type Diagnosis = (patient: Patient) => Finding[] | Promise<Finding[]>;
