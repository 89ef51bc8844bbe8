import { instant } from './instant.ts';

const DAY = 86_400_000;
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** A stretch of time: from an instant on, or every day from a time of day on (UTC), until before another. */
export interface TimeWindow {
  from?: string;
  to?: string;
}

/**
 * Milliseconds since 1970 of an instant, or since midnight, UTC, of a time of day such as 10:00 or 10:00:30.
 * @throws RangeError for what is neither
 */
export function bound(text: string): { daily: boolean; at: number } {
  const [, hours, minutes, seconds = '0'] = TIME_OF_DAY.exec(text) ?? [];
  if (hours !== undefined)
    return { daily: true, at: ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 };
  try {
    return { daily: false, at: instant(text) };
  } catch {
    throw new RangeError(
      `"${text}" is neither a time of day such as 10:00, nor an instant with its offset such as 2026-12-24T18:00:00Z`,
    );
  }
}

/** Why a window lets nothing through, if so. @throws RangeError as `bound` */
export function emptyWindow({ from, to }: TimeWindow): string | undefined {
  const [begin, end] = [from, to].map((text) => (text === undefined ? undefined : bound(text)));
  if (!begin || !end || begin.daily !== end.daily) return undefined;
  const nothing = begin.daily ? begin.at === end.at : begin.at >= end.at;
  return nothing ? `nothing is from ${from} on and before ${to}` : undefined;
}

/**
 * Whether a moment is within a window. Of two times of day the later one first is a window over midnight.
 * @param now milliseconds since 1970
 */
export function timeWindow({ from, to }: TimeWindow): (now: number) => boolean {
  const begin = from === undefined ? undefined : bound(from);
  const end = to === undefined ? undefined : bound(to);
  const time = (now: number): number => ((now % DAY) + DAY) % DAY;
  const since = (now: number): boolean => !begin || (begin.daily ? time(now) : now) >= begin.at;
  const until = (now: number): boolean => !end || (end.daily ? time(now) : now) < end.at;
  const overMidnight = begin?.daily && end?.daily && begin.at > end.at;
  return (now) => (overMidnight ? since(now) || until(now) : since(now) && until(now));
}
