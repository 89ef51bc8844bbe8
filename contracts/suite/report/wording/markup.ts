import { visible } from './escape-control-characters.ts';

/**
 * HTML or XML text that is safe to write: only `markup` makes it, and it escapes whatever is not markup already.
 * Two dozen lines instead of a package, as the hard part is what the packages leave out: control characters and
 * halves of surrogate pairs, which XML 1.0 cannot say at all.
 */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Markup | string | number | false | undefined | readonly Piece[];

/** A template whose values are escaped, in texts and in quoted attributes alike; `false` and `undefined` vanish. */
export function markup(literals: TemplateStringsArray, ...values: Piece[]): Markup {
  return new Markup(literals.map((literal, index) => literal + textOf(values[index])).join(''));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function textOf(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(textOf).join('');
  return visible(String(piece)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
