// What masks secrets takes no longer than what it masks is long, whatever somebody sends.
import { expect, test } from '@jest/globals';
import { eraserOf } from '../../../../contracts/reader/erase-texts.ts';
import { maskBody, maskText, maskUrl } from '../../../../contracts/reader/mask-secrets.ts';
import { secretNamesOf } from '../../../../contracts/reader/secret-names.ts';
import { maskValue } from '../../../../contracts/reader/secret-shapes.ts';

const NAMES = secretNamesOf([]);

/** Any of them would take minutes where time grows with the square of the length. */
test.each([
  'eyJ',
  'eyJ.',
  '"a":',
  '"token":"\\"',
  'name="a"\n',
  'name="token"\r\n\r\n',
  '<a ',
  '<token>b',
  'a=b&',
  'token=b;',
  '%3d',
  '://@',
  '-----BEGIN ',
  'PRIVATE KEY ',
  'Bearer ',
  'sk-',
])('300,000 times %j', (piece) => {
  const text = `https://x?a=${piece.repeat(300_000)}`;
  expect(maskText(text, NAMES).length).toBeGreaterThan(0);
  expect(maskUrl(text, NAMES).length).toBeGreaterThan(0);
});

test('twenty thousand secrets that are told again in as many texts', () => {
  const secrets = Array.from({ length: 20_000 }, (_, at) => `secret-${at}.`);
  const erase = eraserOf(new Set(secrets));
  expect(secrets.map((secret) => erase(`it was ${secret}`)).every((text) => text === 'it was ***')).toBe(
    true,
  );
});

test('more than an expression can hold is masked whole, but for what is too short to be one', () => {
  const erase = eraserOf(new Set(['x'.repeat(600_000)]));
  expect([erase('anything'), erase('no')]).toEqual(['***', 'no']);
});

test.each([
  ['a eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln b', 'a *** b'],
  ['_eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', '_***'],
  ['eyJhbGciOiJ.a.b.c.d.then', '***.then'],
  ['eyJhbGciOiJ.a.b.c.d.eyJhbGciOiJ.a', '***.***'],
  ['eyJ.x.eyJhbGciOiJub25lIn0.a', 'eyJ.x.***'],
  ['eyJhbGciOiJub25lIn0 has no second part', 'eyJhbGciOiJub25lIn0 has no second part'],
])('of %s is shown %s', (text, shown) => {
  expect(maskValue(text)).toBe(shown);
});

test('who hides says what is shown, of members, parameters and pairs', () => {
  const hide = (secret: string): string => `<${secret}>`;
  expect(maskBody({ token: ['a', 7, null], at: 'x?key=b' }, NAMES, hide)).toEqual({
    token: ['<a>', '<7>', null],
    at: 'x?key=<b>',
  });
  expect(maskUrl('/a?key=b&c=d', NAMES, hide)).toBe('/a?key=<b>&c=d');
  expect(maskText('{"pwd": "b"}', NAMES, hide)).toBe('{"pwd": "<b>"}');
});
