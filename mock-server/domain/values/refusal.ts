/** One broken promise, as far as a refusal has to tell it; the contract reader's `Violation` is one. */
export interface Breach {
  in: string;
  pointer: string;
  keyword: string;
  message: string;
}

/** An id that nobody knows, and those that are known in its place. */
export interface Meant {
  asked: string;
  known: Iterable<string>;
  /** What the known ones are kept in: answers are remembered by it until it grows, and nothing in it is replaced. */
  of: ReadonlyMap<string, unknown> | readonly unknown[];
}

/**
 * A named, deliberate error. Its status, wording and envelope stand in the API's contract folder (`refusals.yaml`);
 * here is only which one it is and what it is about.
 */
export class Refusal<B extends Breach = Breach> extends Error {
  override readonly name: string = 'Refusal';
  /** The entry of `refusals.yaml`. */
  readonly refusal: string;
  /** For the placeholders of the refusal's text. */
  readonly values: Record<string, string | number>;
  readonly violations: readonly B[];
  readonly headers: Record<string, string>;
  /** For an unknown id: what might have been meant. */
  readonly meant: Meant | undefined;

  constructor(
    refusal: string,
    values: Record<string, string | number> = {},
    more: { violations?: readonly B[]; headers?: Record<string, string>; meant?: Meant } = {},
  ) {
    const { stackTraceLimit } = Error;
    // A refusal is an answer, of which nobody reads where it was thrown; noting that takes longer than most answers.
    Error.stackTraceLimit = 0;
    super(`${refusal} ${JSON.stringify(values)}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.refusal = refusal;
    this.values = values;
    this.violations = more.violations ?? [];
    this.headers = more.headers ?? {};
    this.meant = more.meant;
  }
}
