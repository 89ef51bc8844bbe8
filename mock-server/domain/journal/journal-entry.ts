import type { Violation } from '../../../contracts/schema/judging/violation.ts';
import type { Steering } from '../faults/fault.ts';

/** Where an answer came from. */
export type Source = 'behaviour' | 'example' | 'generated' | 'refusal' | 'fault';

/** An operation that a request may have meant. */
export interface NearOperation {
  operationId: string;
  api: string;
  method: string;
  /** Its path template, with the spelling of the prefix that is nearest. */
  path: string;
  /** In what the request differs from it: `segment 4 is "bulid" instead of "build"`. */
  differences: string[];
}

/** One request of a world, and all that explains its answer. Credentials are never in it. */
export interface JournalEntry {
  id: string;
  /** ISO 8601, the world's clock. */
  at: string;
  method: string;
  /** As asked, query included; credentials are masked. */
  url: string;
  world: string;
  /** By what the world was selected: `/@NAME` in the path, `X-Mock-World`, or neither. */
  worldBy: 'path' | 'header' | 'default';
  api?: string;
  operationId?: string;
  /** What stood in the path where the operation has parameters. */
  params?: Record<string, string>;
  /** Where it is a call of a product that is known and left out: whose, why, the page, and what to do. */
  leftOut?: { whose: string; why: string; page: string; instead: string };
  /** Where no operation answers: those that are nearest, and in what they differ from what was asked. */
  nearest?: NearOperation[];
  /** Who called, by name. */
  caller?: string;
  /** Lower-case names; credentials are masked. */
  headers: Record<string, string>;
  body?: unknown;
  status?: number;
  source?: Source;
  /** The refusal's name in `refusals.yaml`, and its reason in words. */
  refusal?: { name: string; reason: string };
  /** Why it was not answered as its sender may have hoped, in words, with what to do about it. */
  why?: string;
  /** What a browser does with this answer, where CORS does not allow what its page wants; in words. */
  blocked?: string;
  /** What is odd about a request that was answered all the same. */
  remark?: string;
  /** What to do about it, as `X-Mock-Hint` says. */
  hint?: string;
  /** The promises the request broke. */
  violations: Violation[];
  /** The promises our own answer would have broken. */
  defects?: Violation[];
  answer?: { headers: Record<string, string>; body: unknown };
  /** What was done to the answer because somebody asked for it. */
  fault?: FaultNote;
  durationMs?: number;
  /** Where the time went, in milliseconds: all checks before the answer, and what made the answer, the store included. */
  timing?: { check: number; behave: number };
}

/** A steered answer, and who asked for that: a preference, or the fault of the world's list with this index. */
interface FaultNote extends Partial<Omit<Steering, 'by'>> {
  by: Steering['by'];
  /** The client went away before its answer was due. */
  gone?: true;
  /** The answer that the request would have got, where it had its effect. */
  lost?: { status: number; body: unknown };
}
