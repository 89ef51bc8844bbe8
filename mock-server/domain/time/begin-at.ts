import { milliseconds } from './duration.ts';
import { END_OF_TIME, instant } from './instant.ts';
import { timestamp } from './timestamp.ts';

/** Before it, instants cannot be written any more. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');

/**
 * The moment that a world begins at, in milliseconds since 1970.
 * @param text an instant with its offset, or how long before now: `-P21D`
 * @param now what the host's clock shows
 * @throws RangeError for what is neither, and for what lies before the year 1 or after the year 9999
 */
export function beginAt(text: string, now: number): number {
  const at = text.startsWith('-P') ? now - milliseconds(text.slice(1)) : instantOf(text);
  if (at >= FIRST && at <= END_OF_TIME) return at;
  throw new RangeError(`"${text}" is not between ${timestamp(FIRST)} and ${timestamp(END_OF_TIME)}`);
}

function instantOf(text: string): number {
  try {
    return instant(text);
  } catch {
    throw new RangeError(
      `"${text}" is neither an ISO 8601 instant with its offset, such as 2026-12-24T18:00:00Z, nor a duration before now, such as -P21D`,
    );
  }
}
