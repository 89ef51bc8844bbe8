const MINUTE = 60_000;
/** Offsets change only where a quarter of an hour begins. */
const QUARTER = 15 * MINUTE;
/** More than this nobody's clocks ever differ from UTC. */
const FARTHEST = 26 * 60 * MINUTE;

/** So many offsets of one place are remembered: those of years of days. */
const MOST_REMEMBERED = 5000;

/** A day and a time of day as a clock on the wall shows them. */
export interface WallTime {
  /** Days since 1970-01-01. */
  day: number;
  /** Milliseconds since midnight. */
  time: number;
}

export const DAY = 24 * 60 * MINUTE;

/** The clocks of a place; which rules there are is known to the engine. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** @param name of the IANA database, such as Europe/Bucharest. @throws RangeError for one that is not there */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone: name,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** What a clock on the wall shows at an instant. */
  wallTime(instant: number): WallTime {
    const shown = instant + this.offset(instant);
    const day = Math.floor(shown / DAY);
    return { day, time: shown - day * DAY };
  }

  /**
   * The instant at which a clock on the wall shows a time; the first of two where clocks go back, and where they go
   * forward, and none shows it, as much later as they go forward.
   */
  instant({ day, time }: WallTime): number {
    const shown = day * DAY + time;
    const [before, after] = [this.offset(shown - FARTHEST / 2), this.offset(shown + FARTHEST / 2)];
    const earlier = shown - Math.max(before, after);
    const later = shown - Math.min(before, after);
    if (earlier + this.offset(earlier) === shown) return earlier;
    return later + this.offset(later) === shown ? later : shown - before;
  }

  /** By how much its clocks are ahead of UTC, in milliseconds. */
  offset(instant: number): number {
    const day = Math.floor(instant / DAY) * DAY;
    const [first, last] = [this.#offsetAt(day), this.#offsetAt(day + DAY)];
    // Clocks change at most once on a day.
    return first === last ? first : this.#offsetAt(Math.floor(instant / QUARTER) * QUARTER);
  }

  #offsetAt(instant: number): number {
    const known = this.#offsets.get(instant);
    if (known !== undefined) return known;
    const offset = this.#read(instant);
    if (this.#offsets.size >= MOST_REMEMBERED) this.#offsets.clear();
    this.#offsets.set(instant, offset);
    return offset;
  }

  #read(instant: number): number {
    const parts = Object.fromEntries(
      this.#format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  }
}

const zones = new Map<string, TimeZone>();

/** The clocks of a place, which remember what they were asked. @throws RangeError for one that is not there */
export function timeZone(name: string): TimeZone {
  // Large and small letters are the same to the engine.
  const key = name.toLowerCase();
  const zone = zones.get(key) ?? new TimeZone(name);
  zones.set(key, zone);
  return zone;
}

/** `2026-02-28`, of days since 1970-01-01. */
export function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Days since 1970-01-01, of `2026-02-28`. */
export function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** The day of the week, 0 for Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Milliseconds since midnight, of `10:15`. */
export function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE;
}
