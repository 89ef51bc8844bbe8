import { hash } from 'node:crypto';

/** 32 hexadecimal digits that depend on nothing but the words; the same on every machine. */
export function digest(...words: (string | number)[]): string {
  return hash('sha256', words.join('\u0000'), 'hex').slice(0, 32);
}
