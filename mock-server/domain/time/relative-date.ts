import { calendarDuration } from './duration.ts';
import { DAY, dayOf, type TimeZone, timeOfDay } from './time-zone.ts';

/** A moment told from another one: `{ ago: P3D, at: "10:15" }`. */
export interface RelativeDate {
  /** ISO 8601 duration before it; years and months are those of the calendar. */
  ago?: string;
  /** The same after it. */
  in?: string;
  /** Time of day on that day, as the clocks of the place show it; without it the time goes along. */
  at?: string;
}

/** The instant that is meant. @param from the moment it is told from. @throws RangeError for what is no duration */
export function relativeInstant(from: number, { ago, in: ahead, at }: RelativeDate, zone: TimeZone): number {
  const sign = ago === undefined ? 1 : -1;
  const { years, months, days, milliseconds } = calendarDuration(ago ?? ahead ?? 'P0D');
  const wall = zone.wallTime(from);
  const day = addMonths(wall.day, sign * (years * 12 + months)) + sign * days;
  if (at !== undefined) return zone.instant({ day, time: timeOfDay(at) });
  return zone.instant({ day, time: wall.time }) + sign * milliseconds;
}

/** The same day of another month; its last where it has no such day. @param day days since 1970-01-01 */
export function addMonths(day: number, months: number): number {
  if (months === 0) return day;
  const date = new Date(day * DAY);
  const whole = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const [year, month] = [Math.floor(whole / 12), ((whole % 12) + 12) % 12];
  return dayOfMonth(year, month + 1, Math.min(date.getUTCDate(), daysInMonth(year, month + 1)));
}

/** How many days a month has. @param month from 1 */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Days since 1970-01-01. @param month from 1 */
export function dayOfMonth(year: number, month: number, day: number): number {
  const two = (value: number): string => String(value).padStart(2, '0');
  return dayOf(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}
