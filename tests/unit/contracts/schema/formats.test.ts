import { expect, test } from '@jest/globals';
import { newAjv } from '../../../../contracts/schema/judging/json-schema-compiler.ts';

const GOOD: [format: string, values: string[]][] = [
  ['date-time', ['2026-02-28T23:59:59Z', '2024-02-29t00:00:00.123456+01:00', '1990-12-31T15:59:60-08:00']],
  ['date', ['2024-02-29', '2000-02-29']],
  ['time', ['23:59:60Z', '08:30:06.283185+00:20']],
  ['idn-email', ['실례@실례.테스트', 'joe.bloggs@example.com']],
  ['idn-hostname', ['실례.테스트', 'example.com']],
  ['iri', ['http://ƒøø.ßår/?∂éœ=πîx#πîüx', 'urn:a:b']],
  ['iri-reference', ['/âππ', '#ƒräg', 'a/b']],
  ['iso-country-code', ['anything']],
  ['toString', ['anything']],
];
const BAD: [format: string, values: string[]][] = [
  [
    'date-time',
    [
      '2026-02-28T23:59:59+0100',
      '2026-02-28 23:59:59Z',
      '2026-02-29T00:00:00Z',
      '2026-02-28T24:00:00Z',
      '2026-02-28T23:59:59',
      '2026-02-28T12:00:60Z',
      '2026-02-28T12:00:00+24:00',
    ],
  ],
  ['date', ['2026-02-29', '1900-02-29', '2026-2-1', '2026-13-01', '2026-01-00']],
  ['time', ['08:30:06', '08:30:60Z', '24:00:00Z', '08:30:06+0100']],
  ['idn-email', ['2962', 'a b@example.com']],
  ['idn-hostname', ['-hello', 'a..b', 'hello-']],
  ['iri', ['/abc', 'http://a b', 'bar,baz:foo\\bar']],
  ['iri-reference', ['\\\\WINDOWS\\fileshare', 'a%2']],
];

const judge = (format: string) => newAjv().compile({ type: 'string', format });

test.each(GOOD)('%s takes %j', (format, values) => {
  expect(values.filter((value) => !judge(format)(value))).toEqual([]);
});

test.each(BAD)('%s refuses %j', (format, values) => {
  expect(values.filter((value) => judge(format)(value))).toEqual([]);
});
