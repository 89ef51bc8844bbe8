import { parse, pattern } from 'iso8601-duration';

const SECOND = 1000;
const LENGTHS = { weeks: 604_800, days: 86_400, hours: 3600, minutes: 60, seconds: 1 } as const;

/** The library looks for a duration anywhere in a text, and takes `-PT1H` for an hour. */
const WHOLE = new RegExp(`^${pattern.source}(?<!T)$`);

/**
 * An ISO 8601 duration in milliseconds: `PT2H` is 7,200,000.
 * @throws RangeError for what is no duration, is negative, or counts in months or years, which have no fixed length
 */
export function milliseconds(duration: string): number {
  const parsed = read(duration);
  if (parsed.months || parsed.years) {
    throw new RangeError(
      `"${duration}" counts in months or years, which have no fixed length; count in days`,
    );
  }
  const seconds = Object.entries(LENGTHS).map(
    ([unit, length]) => (parsed[unit as keyof typeof LENGTHS] ?? 0) * length,
  );
  return Math.round(seconds.reduce((sum, part) => sum + part, 0) * SECOND);
}

/**
 * An ISO 8601 duration for a calendar, where a month is as long as it is: `P2Y` is two years.
 * @throws RangeError for what is no duration, or is negative
 */
export function calendarDuration(duration: string): {
  years: number;
  months: number;
  days: number;
  milliseconds: number;
} {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = read(duration);
  const rest = Math.round((hours * LENGTHS.hours + minutes * LENGTHS.minutes + seconds) * SECOND);
  return { years, months, days: weeks * 7 + days, milliseconds: rest };
}

function read(duration: string) {
  if (/^[-+]P|^P[-+]/.test(duration))
    throw new RangeError(`"${duration}" has a sign; time goes forward only`);
  try {
    if (WHOLE.test(duration.replaceAll(',', '.'))) return parse(duration);
  } catch {
    // Told below.
  }
  throw new RangeError(`"${duration}" is not an ISO 8601 duration such as PT2H, PT0.5S or P30D`);
}
