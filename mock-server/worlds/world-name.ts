/** The world of whoever names none. */
export const DEFAULT_WORLD = 'default';

/** A world's name stands in addresses and in listings. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A world that is not made; the message says why. */
export class NoSuchWorld extends Error {
  override readonly name = 'NoSuchWorld';
  /** Whether it could be made if there were fewer. */
  readonly full: boolean;

  constructor(message: string, full: boolean) {
    super(message);
    this.full = full;
  }
}

/** @throws NoSuchWorld for what cannot be a world's name */
export function checkWorldName(name: string): void {
  if (NAME.test(name)) return;
  const rule = '1 to 64 letters, digits, ".", "_" and "-", a letter or digit first';
  throw new NoSuchWorld(`"${name.slice(0, 80)}" cannot name a world: ${rule}`, false);
}
