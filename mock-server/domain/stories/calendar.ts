import { milliseconds } from '../time/duration.ts';
import { DAY, dateText, type TimeZone, timeOfDay, timeZone, weekdayOf } from '../time/time-zone.ts';
import { draw } from '../values/draw.ts';
import type { CalendarRules, Hours, Weekday } from './story.ts';

const MINUTE = 60_000;
const WEEKDAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const ALL_DAY: Hours = { from: '00:00', to: '24:00' };
/** Nobody is closed for longer than ten years. */
const LONGEST_CLOSED = 3660;
const THOUSANDTHS = 1000;
/** Positions in the window are counted in this many parts. */
export const POSITIONS = 2 ** 26;

/** Some minutes of a day in which cases begin, each as likely as `weight` says. */
interface Slot {
  day: number;
  /** Minutes since midnight. */
  from: number;
  minutes: number;
  weight: number;
}

/** The days and hours of a story. */
export class Calendar {
  readonly zone: TimeZone;
  readonly #rules: CalendarRules;
  readonly #holidays: ReadonlySet<string>;
  #slots: { now: number; slots: Slot[] } | undefined;

  constructor(rules: CalendarRules) {
    this.zone = timeZone(rules.timezone);
    this.#rules = rules;
    this.#holidays = new Set(rules.holidays);
  }

  isHoliday(day: number): boolean {
    const date = dateText(day);
    return this.#holidays.has(date) || this.#holidays.has(date.slice(5));
  }

  isOfficeDay(day: number): boolean {
    const { office } = this.#rules;
    const weekday = WEEKDAYS[weekdayOf(day)];
    return !this.isHoliday(day) && (!office || (weekday !== undefined && office.days.includes(weekday)));
  }

  /** How long a business day is, in milliseconds. */
  get officeDay(): number {
    const { from, to } = this.#rules.office ?? ALL_DAY;
    return timeOfDay(to) - timeOfDay(from);
  }

  /** The instant at which so much business time has gone by, in milliseconds. */
  afterBusinessTime(from: number, length: number): number {
    const { from: opens, to: closes } = this.#rules.office ?? ALL_DAY;
    const start = this.zone.wallTime(from);
    let left = length;
    for (let day = start.day; day < start.day + LONGEST_CLOSED; day += 1) {
      if (!this.isOfficeDay(day)) continue;
      const begins = Math.max(timeOfDay(opens), day === start.day ? start.time : 0);
      const there = Math.max(timeOfDay(closes) - begins, 0);
      if (left < there) return this.zone.instant({ day, time: begins + left });
      left -= there;
    }
    return from + length;
  }

  /**
   * A moment at which people are up: one outside of the hours in which cases begin is put off to the first two after
   * they begin again.
   * @param from before which nothing is put
   * @param words decide when in those hours
   */
  nextWaking(from: number, instant: number, words: (string | number)[]): number {
    const { hours = [ALL_DAY] } = this.#rules.arrivals ?? {};
    const begins = Math.min(...hours.map((one) => timeOfDay(one.from)));
    const ends = Math.max(...hours.map((one) => timeOfDay(one.to)));
    const { day, time } = this.zone.wallTime(instant);
    if (time >= begins && time < ends) return instant;
    const morning = begins + draw(Math.min(2 * 60 * MINUTE, ends - begins), ...words, 'morning');
    return Math.max(this.zone.instant({ day: time < begins ? day : day + 1, time: morning }), from);
  }

  /**
   * The minute at which a case begins: the window before now, cut into minutes that each count as often as cases begin
   * in them.
   * @param position from 0 to below `POSITIONS`
   */
  arrival(position: number, now: number): number {
    const slots = this.#slotsBefore(now);
    const total = slots.reduce((sum, { minutes, weight }) => sum + minutes * weight, 0);
    let left = Math.floor((position / POSITIONS) * total);
    for (const { day, from, minutes, weight } of slots) {
      if (left < minutes * weight)
        return this.zone.instant({ day, time: (from + Math.floor(left / weight)) * MINUTE });
      left -= minutes * weight;
    }
    return now - Math.floor((position / POSITIONS) * milliseconds(this.#rules.window));
  }

  #slotsBefore(now: number): Slot[] {
    if (this.#slots?.now === now) return this.#slots.slots;
    const first = this.zone.wallTime(now - milliseconds(this.#rules.window));
    const last = this.zone.wallTime(now);
    const slots: Slot[] = [];
    for (let day = first.day; day <= last.day; day += 1) {
      const from = day === first.day ? first.time : 0;
      const to = day === last.day ? last.time : DAY;
      slots.push(...this.#slotsOf(day, Math.ceil(from / MINUTE), Math.floor(to / MINUTE)));
    }
    this.#slots = { now, slots };
    return slots;
  }

  #slotsOf(day: number, earliest: number, latest: number): Slot[] {
    const { hours = [ALL_DAY], weekdays = {} } = this.#rules.arrivals ?? {};
    const weekday = WEEKDAYS[weekdayOf(day)];
    const ofDay = this.isHoliday(day) ? 0 : ((weekday && weekdays[weekday]) ?? 1);
    return hours
      .map(({ from, to, weight = 1 }) => {
        const begins = Math.max(timeOfDay(from) / MINUTE, earliest);
        const minutes = Math.max(Math.min(timeOfDay(to) / MINUTE, latest) - begins, 0);
        return { day, from: begins, minutes, weight: Math.round(ofDay * weight * THOUSANDTHS) };
      })
      .filter(({ minutes, weight }) => minutes > 0 && weight > 0);
  }
}
