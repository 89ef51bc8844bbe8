import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { milliseconds } from '../../../../../mock-server/domain/time/duration.ts';

test.each([
  ['PT2H', 7_200_000],
  ['P30D', 2_592_000_000],
  ['P1W', 604_800_000],
  ['PT0.5S', 500],
  ['PT1,5M', 90_000],
  ['P1DT1H1M1.001S', 90_061_001],
  ['PT0S', 0],
  ['P0Y0M1D', 86_400_000],
])('%s is %i ms', (text, length) => {
  expect(milliseconds(text)).toBe(length);
});

test.each([
  'PT1',
  'P',
  'PT',
  'P1DT',
  '1H',
  'xPT1H',
  'PT1Hx',
  'PT1H PT1H',
  'pt1h',
  '',
  'PT1.5H30M',
  'P1H',
  'PT1S\n',
])('%j is no duration', (text) => {
  expect(() => milliseconds(text)).toThrow(/is not an ISO 8601 duration/);
});

test.each(['-PT1H', 'P-1D', '+PT1H'])('%s has a sign and is refused', (text) => {
  expect(() => milliseconds(text)).toThrow(/time goes forward only/);
});

test.each(['P1M', 'P1Y', 'P1Y1D'])('%s has no fixed length', (text) => {
  expect(() => milliseconds(text)).toThrow(/months or years/);
});

test('days, hours, minutes, seconds and milliseconds add up', () => {
  const part = fc.nat(5000);
  fc.assert(
    fc.property(part, part, part, part, fc.nat(999), (d, h, m, s, ms) => {
      const text = `P${d}DT${h}H${m}M${s}.${String(ms).padStart(3, '0')}S`;
      expect(milliseconds(text)).toBe((((d * 24 + h) * 60 + m) * 60 + s) * 1000 + ms);
    }),
  );
});
