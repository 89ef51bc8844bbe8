import type { Json } from '../../files/json.ts';

/** Longer texts are not made to show that one is too long. */
const LONGEST = 1_000_000;

/** For the keywords that judge texts, texts to try; undefined for every other keyword. */
export function wrongTexts(keyword: string, limit: Json, value: Json | undefined): Json[] | undefined {
  const good = typeof value === 'string' ? value : 'text';
  switch (keyword) {
    case 'minLength':
      // No text is shorter than none.
      if (Number(limit) < 1 || Number(limit) > LONGEST) return [];
      return [[...good].slice(0, Number(limit) - 1).join(''), 'x'.repeat(Number(limit) - 1)];
    case 'maxLength':
      if (Number(limit) > LONGEST) return [];
      return [good.padEnd(Number(limit) + 1, 'x'), good + 'x'.repeat(Number(limit) + 1)];
    case 'format':
      return [`not a ${limit}`, 'x', ''];
    case 'pattern':
      return ['', ' ', `${good}!`, `!${good}`, '!', 'x', '0', good.slice(1), good.toUpperCase(), 'ä', '\n'];
    default:
      return undefined;
  }
}
