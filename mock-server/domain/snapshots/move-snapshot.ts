import { follow } from '../../../contracts/files/pointer.ts';
import type { Instance } from '../instances/instance.ts';
import { DAY, dateText, dayOf, type TimeZone, timeZone } from '../time/time-zone.ts';
import { timestamp } from '../time/timestamp.ts';
import type { Data } from '../values/process-data.ts';
import { withValueAt } from '../values/with-value-at.ts';
import type { Snapshot } from './snapshot.ts';

const WEEK = 7 * DAY;
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** How far a snapshot is moved. */
interface Move {
  /** Whole days of the calendar, at the same time of day; or else milliseconds. */
  days?: number;
  milliseconds?: number;
}

/** A snapshot that was moved, and what was left where it was. */
export interface MovedSnapshot {
  snapshot: Snapshot;
  /** How many texts in the data look like dates and were left: nobody said that they move. */
  left: number;
}

/**
 * A snapshot as old as it was when it was saved. By whole weeks in its own time zone, so that Monday morning stays
 * Monday morning; nothing comes to lie after the present.
 * @param now the new present, in milliseconds since 1970
 * @param exact to the moment, instead of by whole weeks
 */
export function movedSnapshot(snapshot: Snapshot, now: number, exact: boolean): MovedSnapshot {
  const zone = timeZone(snapshot.timezone);
  const distance = now - Date.parse(snapshot.time.now);
  const move: Move = exact ? { milliseconds: distance } : { days: Math.floor(distance / WEEK) * 7 };
  let left = 0;
  const instances = Object.entries(snapshot.instances).map(([id, instance]) => {
    const pointers = snapshot.moving[instance.process] ?? [];
    const data = movedData(instance.data, pointers, move, zone);
    left += datesIn(instance.data) - pointers.filter((one) => isDate(follow(instance.data, one))).length;
    return [id, { ...movedInstance(instance, move, zone, now), data }];
  });
  const time = { ...snapshot.time, now: timestamp(now) };
  return { snapshot: { ...snapshot, time, instances: Object.fromEntries(instances) }, left };
}

function movedInstance(
  instance: Omit<Instance, 'id'>,
  move: Move,
  zone: TimeZone,
  now: number,
): Omit<Instance, 'id'> {
  let before = Number.NEGATIVE_INFINITY;
  // Where clocks change, two moments of the wall may come the other way round.
  const past = (at: string): string => {
    before = Math.min(Math.max(movedInstant(Date.parse(at), move, zone), before), now);
    return timestamp(before);
  };
  const startedAt = past(instance.startedAt);
  const timeline = instance.timeline.map((entry) => ({ ...entry, at: past(entry.at) }));
  const endedAt = instance.endedAt === undefined ? undefined : past(instance.endedAt);
  const timers = instance.timers.map((timer) => ({ ...timer, due: movedInstant(timer.due, move, zone) }));
  return { ...instance, startedAt, timeline, timers, ...(endedAt !== undefined && { endedAt }) };
}

function movedInstant(instant: number, { days, milliseconds = 0 }: Move, zone: TimeZone): number {
  if (days === undefined) return instant + milliseconds;
  const { day, time } = zone.wallTime(instant);
  return zone.instant({ day: day + days, time });
}

function movedData(data: Data, pointers: readonly string[], move: Move, zone: TimeZone): Data {
  return pointers.reduce<Data>((moved, pointer) => {
    const value = follow(moved, pointer);
    if (typeof value !== 'string' || !isDate(value)) return moved;
    return withValueAt(moved, pointer, movedText(value, move, zone)) as Data;
  }, data);
}

function movedText(text: string, move: Move, zone: TimeZone): string {
  if (!DATE.test(text)) return timestamp(movedInstant(Date.parse(text), move, zone));
  return dateText(dayOf(text) + (move.days ?? Math.round((move.milliseconds ?? 0) / DAY)));
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return DATE.test(value) || (INSTANT.test(value) && !Number.isNaN(Date.parse(value)));
}

function datesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return isDate(value) ? 1 : 0;
  return Object.values(value).reduce<number>((sum, one) => sum + datesIn(one), 0);
}
