import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { relativeInstant } from '../../../../../mock-server/domain/time/relative-date.ts';
import { DAY, dayOf, timeOfDay, timeZone } from '../../../../../mock-server/domain/time/time-zone.ts';

const ZONES = [
  'UTC',
  'Europe/Bucharest',
  'Europe/London',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Apia',
];
const FROM = Date.parse('2020-01-01T00:00:00Z');
const TO = Date.parse('2030-01-01T00:00:00Z');

test('what a clock on the wall shows leads back to the instant, but where it shows the same twice', () => {
  const property = fc.property(
    fc.constantFrom(...ZONES),
    fc.integer({ min: FROM, max: TO }),
    (name, instant) => {
      const zone = timeZone(name);
      const back = zone.instant(zone.wallTime(instant));
      expect(zone.wallTime(back)).toEqual(zone.wallTime(instant));
      expect(back <= instant).toBe(true);
    },
  );
  fc.assert(property, { numRuns: 400 });
});

test('where clocks go forward, a time that none shows is as much later', () => {
  const zone = timeZone('Europe/Bucharest');
  const instant = zone.instant({ day: dayOf('2026-03-29'), time: timeOfDay('03:30') });
  expect(new Date(instant).toISOString()).toBe('2026-03-29T01:30:00.000Z');
});

test('days ago are days of the calendar: the time of day stays', () => {
  const zone = timeZone('Europe/Berlin');
  // Clocks went back on 25 October.
  const from = Date.parse('2026-10-27T09:00:00+01:00');
  expect(new Date(relativeInstant(from, { ago: 'P3D' }, zone)).toISOString()).toBe(
    '2026-10-24T07:00:00.000Z',
  );
  expect(new Date(relativeInstant(from, { ago: 'P1D', at: '10:15' }, zone)).toISOString()).toBe(
    '2026-10-26T09:15:00.000Z',
  );
  expect(relativeInstant(from, { in: 'PT2H' }, zone) - from).toBe(2 * 3_600_000);
  expect(zone.wallTime(relativeInstant(Date.parse('2024-02-29T12:00:00Z'), { in: 'P1Y' }, zone)).day).toBe(
    dayOf('2025-02-28'),
  );
  expect(DAY).toBe(86_400_000);
});
