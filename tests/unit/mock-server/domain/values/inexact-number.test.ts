import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inexactNumber } from '../../../../../mock-server/domain/values/inexact-number.ts';

const number = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.stringMatching(/^(0|[1-9]\d{0,24})$/),
    fc.stringMatching(/^(\.\d{1,24})?$/),
    fc.stringMatching(/^([eE][+-]?\d{1,3})?$/),
  )
  .map((parts) => parts.join(''));

/** Whether two numbers have the same decimal value, reckoned with integers. */
function same(one: string, other: string): boolean {
  const read = (text: string): [bigint, number] => {
    const [, mantissa = '', exponent = '0'] = /^([^eE]*)(?:[eE](.*))?$/.exec(text) ?? [];
    const [whole = '', part = ''] = mantissa.split('.');
    return [BigInt(whole === '-' ? `-${part}` : whole + part) || 0n, Number(exponent) - part.length];
  };
  const [[a, x], [b, y]] = [read(one), read(other)];
  const least = Math.min(x, y);
  return a * 10n ** BigInt(x - least) === b * 10n ** BigInt(y - least);
}

test('a number is found when, and only when, it would come back as another', () => {
  fc.assert(
    fc.property(number, (written) => {
      const read = JSON.stringify(JSON.parse(written));
      const exact = read !== 'null' && same(written, read);
      expect(inexactNumber(written)).toEqual(exact ? undefined : { pointer: '', written, read });
    }),
    { seed: 11, numRuns: 3000 },
  );
});

/** The pointer to a value that is there once. */
function pointerTo(value: unknown, wanted: number): string | undefined {
  if (value === wanted) return '';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, one] of Object.entries(value)) {
    const below = pointerTo(one, wanted);
    if (below !== undefined) return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${below}`;
  }
  return undefined;
}

test('it is found wherever it stands, and nothing in a string is one', () => {
  const far = 4634343214213523000;
  fc.assert(
    fc.property(fc.json(), fc.json(), fc.string(), fc.boolean(), (before, after, key, pretty) => {
      const value = {
        a: JSON.parse(before),
        [`${key}k`]: [JSON.parse(after), far],
        z: '12345678901234567890 1e400',
      };
      const text = JSON.stringify(value, null, pretty ? 2 : 0);
      fc.pre(inexactNumber(text.replace(String(far), '1')) === undefined);
      const found = inexactNumber(text.replace(String(far), '4634343214213523454'));
      expect(found).toEqual({
        pointer: pointerTo(value, far),
        written: '4634343214213523454',
        read: '4634343214213523000',
      });
    }),
    { seed: 12, numRuns: 500 },
  );
});

describe('as the double has it:', () => {
  test.each([
    '1.0',
    '-0',
    '0.1',
    '1e3',
    '9007199254740992',
    '1E-7',
    '123456789012345680000',
    '0e999',
    '"1e400"',
  ])('%s', (text) => expect(inexactNumber(text)).toBeUndefined());
  test.each([
    ['4634343214213523454', '4634343214213523000'],
    ['1e400', 'null'],
    ['1e-400', '0'],
    ['0.12345678901234567890', '0.12345678901234568'],
  ])('not %s, which would be %s', (written, read) =>
    expect(inexactNumber(`{"a":{"b~/":[true,${written}]}}`)).toEqual({
      pointer: '/a/b~0~1/1',
      written,
      read,
    }),
  );
});
