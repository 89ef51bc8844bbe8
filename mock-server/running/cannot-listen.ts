/** The address cannot be listened on; the message says why, and what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}
