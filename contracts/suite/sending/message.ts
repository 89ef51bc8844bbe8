/** A whole answer as it came. */
export interface Incoming {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Decompressed. */
  body: string;
  /** Its bytes are not UTF-8. */
  garbled: boolean;
  /** Milliseconds until the whole answer was there. */
  ms: number;
}

/** No whole answer came. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
