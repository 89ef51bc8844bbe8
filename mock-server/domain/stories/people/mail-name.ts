/** Letters that are not a plain one with a mark. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** As German has it since typewriters: ä is written ae. */
const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/**
 * A name as people write it in an e-mail address: letters of ASCII, digits and hyphens. Empty where nothing of it can
 * be written so, as with names in other scripts.
 */
export function mailName(name: string, locale: string): string {
  const own = locale.startsWith('de') ? { ...LETTERS, ...UMLAUTS } : LETTERS;
  return [...name.normalize('NFC').toLowerCase()]
    .map((letter) => own[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/^-+|-+$/g, '');
}
