/**
 * Texts of a report come from servers and may hold anything: escape sequences that repaint a terminal, characters XML
 * cannot say, marks that turn the reading direction around, halves of surrogate pairs.
 */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** A text in which everything that cannot be seen or said is written out: `\u001b`. Line breaks and tabs stay. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(INVISIBLE, writtenOut);
}

/** The same on one line: a line break is written as `\n`, a tab as `\t`. */
export function oneLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** At most `length` characters, an ellipsis where something is missing; never half of a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function writtenOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
