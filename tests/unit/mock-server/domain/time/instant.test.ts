import { expect, test } from '@jest/globals';
import { instant } from '../../../../../mock-server/domain/time/instant.ts';

test.each([
  ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
  ['2026-12-24T18:00Z', '2026-12-24T18:00:00.000Z'],
  ['2026-12-24T18:00:00.5+02:00', '2026-12-24T16:00:00.500Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(instant(text)).toISOString()).toBe(expected);
});

test.each([
  '2026-02-30T00:00:00Z',
  '2027-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01T25:00:00Z',
  '2026-01-01T00:00:00+99:00',
  '2026-01-01T00:00:00',
  '2026-01-01',
  'tomorrow',
  '1767225600000',
  '2026-01-01T00:00:00Z\n',
  '+012026-01-01T00:00:00Z',
])('%j is no instant', (text) => {
  expect(() => instant(text)).toThrow(RangeError);
});
