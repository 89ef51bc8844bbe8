import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { utf8Bytes, utf8Text } from '../../../../contracts/files/utf8.ts';

/** Letters of one byte and of more, halves of pairs, and letters whose code ends in that of an ASCII letter. */
const texts = fc.string({ unit: fc.constantFrom('a', '"', '\0', 'é', 'Ł', '€', '😀', '\ud83d', '\ufeff') });

test('a text becomes the bytes that Node makes of it', () => {
  fc.assert(fc.property(texts, (text) => expect(utf8Bytes(text)).toEqual(Buffer.from(text, 'utf8'))));
});

test('bytes become the text that Node makes of them, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        texts.map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        expect(utf8Text(Buffer.from(bytes))).toBe(Buffer.from(bytes).toString('utf8'));
      },
    ),
  );
});
