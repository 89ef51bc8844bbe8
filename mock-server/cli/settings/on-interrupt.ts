const BY_SIGTERM = 143;
const BY_SIGINT = 130;

/** A command was ended before it was done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** As shells give it: 128 and the number of the signal. */
  readonly exitCode: number;

  /** @param signal aborted with the name of the signal that ended it; otherwise somebody at a terminal did */
  constructor({ reason }: AbortSignal) {
    super('interrupted');
    this.exitCode = reason === 'SIGTERM' ? BY_SIGTERM : BY_SIGINT;
  }
}
