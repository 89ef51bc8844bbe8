import { createHash } from 'node:crypto';

/** 32 hexadecimal digits that depend on nothing but the words; the same on every machine. */
export function digest(...words: (string | number)[]): string {
  return createHash('sha256').update(words.join('\u0000')).digest('hex').slice(0, 32);
}
