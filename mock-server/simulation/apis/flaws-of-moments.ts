import type { Behaviour } from '../../behaviours/behaviour.ts';
import { type FixtureEntry, type Moment, momentOf } from '../../domain/instances/fixture-entry.ts';
import { calendarDuration } from '../../domain/time/duration.ts';
import { timeZone } from '../../domain/time/time-zone.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';

/** Something wrong with an entry of the instances. */
export interface Flaw {
  /** JSON Pointer in the entry. */
  pointer: string;
  text: string;
}

/** A moment of an entry, where it stands, and what it says. */
interface Told {
  pointer: string;
  moment: Moment;
  verb: string;
}

/**
 * What is wrong with the moments of an entry: they cannot be read, lie in the future, or come before others.
 * @param begun at which moment relative ones are told, in milliseconds since 1970
 * @param latest what lies after it is in the future
 */
export function flawsOfMoments(
  entry: FixtureEntry,
  members: Pick<NonNullable<Behaviour['instanceEntries']>, 'startedAt' | 'endedAt'>,
  begun: number,
  latest: number,
): Flaw[] {
  const { startedAt, endedAt, since, events = [], timezone } = entry;
  const zone = failureReason(() => timeZone(timezone));
  if (zone !== undefined)
    return [
      {
        pointer: '/timezone',
        text: `"${timezone}" is no time zone of the IANA database, such as Europe/Bucharest`,
      },
    ];
  const told: Told[] = [
    { pointer: `/${members.startedAt}`, moment: startedAt, verb: 'starts' },
    ...(since === undefined ? [] : [{ pointer: '/since', moment: since, verb: 'comes into its state' }]),
    ...(endedAt === undefined ? [] : [{ pointer: `/${members.endedAt}`, moment: endedAt, verb: 'ends' }]),
    ...events.map(({ at }, index) => ({ pointer: `/events/${index}/at`, moment: at, verb: 'has an event' })),
  ];
  const unreadable = told.flatMap((one) => unreadableMoment(one));
  if (unreadable.length > 0) return unreadable;
  const at = (moment: Moment): number => momentOf(moment, entry, begun);
  const ahead = told
    .filter(({ moment }) => at(moment) > latest)
    .map(({ pointer, verb }) => ({
      pointer,
      text: `it ${verb} in the future: here it is ${timestamp(latest)}`,
    }));
  const early = told.flatMap(({ pointer, moment, verb }, index) => {
    const before = told[index - 1];
    if (!before || at(moment) >= at(before.moment)) return [];
    return [{ pointer, text: `it ${verb} before it ${before.verb}, at ${timestamp(at(before.moment))}` }];
  });
  return [...ahead, ...early];
}

function unreadableMoment({ pointer, moment }: Told): Flaw[] {
  if (typeof moment === 'string') return [];
  const text = failureReason(() => {
    const { years, months, days } = calendarDuration(moment.ago ?? '');
    if (moment.at !== undefined && years + months + days < 1)
      throw new RangeError(
        `${moment.at} may be still to come: with "at", "ago" is a day at least, such as P1D`,
      );
  });
  return text === undefined ? [] : [{ pointer: `${pointer}/ago`, text }];
}
