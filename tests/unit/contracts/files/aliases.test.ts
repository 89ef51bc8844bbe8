import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readSource } from '../../../../contracts/files/source-file.ts';
import { scratchFolder } from '../../../own-fixtures.ts';

function file(text: string): string {
  const path = join(scratchFolder(), 'file.yaml');
  writeFileSync(path, text);
  return path;
}

/** Nine levels of nine. */
const BOMB = Array.from({ length: 9 }, (_, level) => {
  const items = level === 0 ? Array(9).fill('x') : Array(9).fill(`*a${level - 1}`);
  return `a${level}: &a${level} [${items.join(', ')}]`;
}).join('\n');

test.each([
  ['nine levels of nine', BOMB, 'stand for 4.'],
  ['one in itself', 'a: &a\n  b: [*a]\n', 'it is itself in'],
])('%s is refused with the file', (_, text, reason) => {
  expect(() => readSource(file(text))).toThrow(reason);
});

test('aliases that somebody means are taken', () => {
  expect(readSource(file('base: &b { x: 1 }\nall: [*b, *b]\n')).value).toEqual({
    base: { x: 1 },
    all: [{ x: 1 }, { x: 1 }],
  });
});
