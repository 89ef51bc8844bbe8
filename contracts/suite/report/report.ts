import type { Json } from '../../files/json.ts';
import type { Place } from '../../files/mistake.ts';
import type { Provenance } from '../../files/provenance.ts';

/** What became of a promise: `violation` of a documented or observed one, `discovery` about an inferred or assumed one. */
export type Verdict = 'violation' | 'discovery';

/** A request as it was sent; credentials are masked. */
export interface SentRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** An answer as it came; credentials are masked, long bodies cut. */
export interface ReceivedAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
  /** Milliseconds until the whole answer was there. */
  ms: number;
}

/** A broken promise. */
export interface Finding {
  verdict: Verdict;
  /** Name of the check, as in `--only OPERATION/CHECK`: `status-declared`. */
  check: string;
  api: string;
  operationId: string;
  /** Which case found it: `example page`, `body /loanAmount type`, `sequence start-and-copy`. */
  case: string;
  /** `startProcessByBuild answered 201; documented: 200`. */
  sentence: string;
  /** Place and keyword of what is broken, never the value that was seen: findings of one cause are one. */
  cause?: string;
  /** It was found before, as the baseline says, and does not fail the run. */
  known?: true;
  provenance: Provenance;
  /** Where the contract promises it. */
  promise?: Place;
  expected?: Json;
  actual?: Json;
  sent?: SentRequest;
  received?: ReceivedAnswer;
  /** A command line that sends the same request, credentials as `$VARIABLES`. */
  curl?: string;
  /** The connection was reset before an answer came. */
  reset?: true;
  /** A command line that runs just this again. */
  again: string;
}

/** What one case came to. */
export interface CaseResult {
  api: string;
  operationId: string;
  name: string;
  /** `not-judged`: it could not be told, for the reason given. */
  outcome: 'passed' | 'failed' | 'skipped' | 'not-judged';
  reason?: string;
  ms: number;
  findings: Finding[];
}

/** A documented status, header, enumeration value or state that was never seen. */
export interface Absence {
  api: string;
  operationId: string;
  /** `status 200`, `header Vary`, `/state FINISHED`. */
  what: string;
  provenance: Provenance;
  promise?: Place;
  /** Why it need not be seen, and until when, from the targets file. */
  waived?: { reason: string; until: string };
}

/** A contradiction of the documentation, and which of its variants the server follows. */
export interface Variant {
  api: string;
  operationId: string;
  topic: string;
  seen: string;
}

/** An id that nothing tells, so that calls were made with another. */
export interface InventedId {
  api: string;
  operationId: string;
  /** Of the path parameter. */
  name: string;
  value: string;
}

/** Something that is wrong with the server as a whole, the way to it, or the credentials. */
export interface ReportedTrouble {
  /** `unauthorized`, `web-page`, `limited`, …. */
  kind: string;
  /** One line that says what it is. */
  sentence: string;
  /** The number of the request from which on it was so. */
  since?: number;
  /** Whether the run ended for it. */
  stopped: boolean;
}

/** Everything one run found out. */
export interface Report {
  target: string;
  /** ISO 8601. */
  startedAt: string;
  ms: number;
  seed: string;
  strict: boolean;
  tool: { name: 'flowx-mock'; version: string };
  /** The line in the folder of the run that names the contract: of the targets file, the configuration, the package file. */
  namedAt?: Place;
  /** What is to be looked at before anything else; missing where there was none. */
  troubles?: ReportedTrouble[];
  cases: CaseResult[];
  absences: Absence[];
  variants: Variant[];
  /** What the run created on the server. */
  created: { api: string; operationId: string; id: string }[];
  /** Missing where there were none. */
  invented?: InventedId[];
  /** By operation, milliseconds: information only. */
  timing: { operationId: string; count: number; p50: number; p95: number; max: number }[];
  /** 0 passed, 1 violations found (or discoveries, with `strict`), 3 nothing could be judged, or not all of it. */
  exitCode: 0 | 1 | 3;
}
