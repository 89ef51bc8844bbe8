import type { RelativeDate } from '../time/relative-date.ts';
import { relativeInstant } from '../time/relative-date.ts';
import { timeZone } from '../time/time-zone.ts';
import { timestamp } from '../time/timestamp.ts';
import { beginInstance, followDueTransitions, placesOf, receiveEvent } from './due-transitions.ts';
import type { Instance } from './instance.ts';
import type { Lifecycle, LifecycleEvent } from './lifecycle.ts';

/** An instant, ISO 8601, or how long before the beginning of a world. */
export type Moment = string | RelativeDate;

/** An instance of the fixtures, as its file tells it. */
export interface FixtureEntry {
  /** All that does not depend on when a world begins. */
  told: Instance;
  startedAt: Moment;
  endedAt?: Moment | undefined;
  /** When it came into its state. */
  since?: Moment | undefined;
  /** What happened to it since it started; without them it is only said in what state it is. */
  events?: readonly (LifecycleEvent & { at: Moment })[] | undefined;
  /** Of the IANA database. */
  timezone: string;
  lifecycle: () => Lifecycle;
}

/** An event that the state does not take in which an instance is when it comes. */
export class EventNotTaken extends Error {
  override readonly name = 'EventNotTaken';
  /** Which of the events. */
  readonly index: number;

  constructor(index: number, reason: string) {
    super(reason);
    this.index = index;
  }
}

/** By the instance that stands for it in the store. */
const entries = new WeakMap<Instance, FixtureEntry>();

/** An instance that stands for an entry of the fixtures; `asBegun` says what it is in a world. */
export function standFor(entry: FixtureEntry): Instance {
  entries.set(entry.told, entry);
  return entry.told;
}

/** An instance as a world has it that began at a moment; any other than those of the fixtures is as it is. */
export function asBegun(instance: Instance, begun: number): Instance {
  const entry = entries.get(instance);
  return entry ? instanceAt(entry, begun) : instance;
}

/** Whether the fixtures tell of an instance what lies after a moment. */
export function startsAfter(instance: Instance, begun: number): boolean {
  const { startedAt, endedAt, since, events = [] } = entries.get(instance) ?? {};
  const told = [startedAt, endedAt, since, ...events.map(({ at }) => at)];
  return told.some((moment) => typeof moment === 'string' && Date.parse(moment) > begun);
}

/**
 * The instance where a world begins: what is told of it, and all that its lifecycle has done until then.
 * @throws EventNotTaken, TooManyTransitions
 */
export function instanceAt(entry: FixtureEntry, begun: number): Instance {
  const lifecycle = entry.lifecycle();
  const instance = entry.events ? played(entry, lifecycle, begun) : placed(entry, lifecycle, begun);
  return followDueTransitions(instance, lifecycle, begun);
}

/** A moment in milliseconds since 1970. @throws RangeError for a duration or a time zone that is none */
export function momentOf(
  moment: Moment,
  { timezone }: Pick<FixtureEntry, 'timezone'>,
  begun: number,
): number {
  return typeof moment === 'string' ? Date.parse(moment) : relativeInstant(begun, moment, timeZone(timezone));
}

/** In the state that is told; what would come after the beginning of the world comes with it. */
function placed(entry: FixtureEntry, lifecycle: Lifecycle, begun: number): Instance {
  const { told, startedAt, endedAt, since } = entry;
  const at = (moment: Moment): number => Math.min(momentOf(moment, entry, begun), begun);
  const entered = since === undefined ? begun : at(since);
  const ended = endedAt !== undefined;
  return {
    ...told,
    startedAt: timestamp(at(startedAt)),
    ...(ended && { endedAt: timestamp(at(endedAt)) }),
    timers: ended ? [] : lifecycle.timersOf(told.state, entered, placesOf(told.id, 0)),
    timeline: [{ at: timestamp(at(since ?? startedAt)), from: null, to: told.state, cause: 'fixture' }],
  };
}

/** Played from its start on; where the world begins before its last event, all of it happened that much earlier. */
function played(entry: FixtureEntry, lifecycle: Lifecycle, begun: number): Instance {
  const { told, startedAt, events = [] } = entry;
  const start = momentOf(startedAt, entry, begun);
  const moments = events.map(({ at }) => momentOf(at, entry, begun));
  const earlier = Math.max(0, Math.max(start, ...moments) - begun);
  let instance = beginInstance(lifecycle, told, start - earlier);
  for (const [index, { type, data }] of events.entries()) {
    const at = (moments[index] ?? begun) - earlier;
    const after = receiveEvent(instance, lifecycle, { type, ...(data && { data }) }, at);
    if (!after) {
      const { state } = followDueTransitions(instance, lifecycle, at);
      const taken = lifecycle.eventsOf(state).join(', ') || 'none at all';
      throw new EventNotTaken(index, `at ${timestamp(at)} it is in "${state}", which takes ${taken}`);
    }
    instance = after;
  }
  return instance;
}
