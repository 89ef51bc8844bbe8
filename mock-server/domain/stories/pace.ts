import { calendarDuration } from '../time/duration.ts';
import { PLACES, secondsAt } from '../time/spread.ts';
import { DAY } from '../time/time-zone.ts';
import { draw } from '../values/draw.ts';
import type { Calendar } from './calendar.ts';
import type { Pace } from './story.ts';

/** The moment at which something is done that was begun at another. @param words decide how long it takes */
export function afterPace(
  calendar: Calendar,
  from: number,
  { p50, p90, counts = 'clock', atLeast = 'PT1S' }: Pace,
  words: (string | number)[],
): number {
  const day = counts === 'business' ? calendar.officeDay : DAY;
  const seconds = (duration: string): number => Math.max(Math.floor(lengthOf(duration, day) / 1000), 1);
  const drawn = secondsAt(seconds(p50), seconds(p90), draw(PLACES, ...words, 'pace'));
  const length = Math.max(drawn, seconds(atLeast)) * 1000;
  // Nothing happens on the full second.
  const exact = length + draw(1000, ...words, 'milliseconds');
  if (counts === 'business') return calendar.afterBusinessTime(from, exact);
  return counts === 'waking' ? calendar.nextWaking(from, from + exact, words) : from + exact;
}

/** How long a duration is where a day is as long as given, in milliseconds. */
function lengthOf(duration: string, day: number): number {
  const { days, milliseconds } = calendarDuration(duration);
  return days * day + milliseconds;
}
