/** The world of whoever names none. */
export const DEFAULT_WORLD = 'default';

/** A world's name stands in addresses and in listings. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What cannot name a world; the message says why. */
export class NoSuchWorld extends Error {
  override readonly name = 'NoSuchWorld';
}

/** @throws NoSuchWorld for what cannot be a world's name */
export function checkWorldName(name: string): void {
  if (NAME.test(name)) return;
  const rule = '1 to 64 letters, digits, ".", "_" and "-", a letter or digit first';
  throw new NoSuchWorld(`"${name.slice(0, 80)}" cannot name a world: ${rule}`);
}
