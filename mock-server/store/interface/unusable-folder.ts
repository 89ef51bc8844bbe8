/** A data folder that cannot be used; it was left as it is. The message says why, and what to do. */
export class UnusableFolder extends Error {
  override readonly name = 'UnusableFolder';

  constructor(
    path: string,
    reason: string,
    advice = 'Mend it, move it away, or choose another folder with --data DIR.',
  ) {
    super(`${path} cannot be used: ${reason}\nIt was left as it is. ${advice}`);
  }
}
