import { escapeKey } from '../../../contracts/files/pointer.ts';
import { calendarDuration } from '../time/duration.ts';
import { DAY } from '../time/time-zone.ts';
import { failureReason } from '../values/failure-reason.ts';
import type { CaseRules, Course, Pace, Story, StoryMistake, Way } from './story.ts';
import { templateMistakes } from './template-mistakes.ts';

/** What is wrong with how cases go on, whatever lifecycle they follow. @param pointer where it stands */
export function courseMistakes(
  story: Story,
  rules: CaseRules,
  course: Record<string, Course> | undefined,
  pointer: string,
  locales: string[],
): StoryMistake[] {
  return Object.entries(course ?? {}).flatMap(([state, { pace, ways }]) => {
    const here = `${pointer}/${escapeKey(state)}`;
    const none = ways.every(({ share }) => share === 0);
    return [
      ...paceMistakes(story, `${here}/pace`, pace),
      ...(none ? [{ pointer: `${here}/ways`, text: 'no way has a share' }] : []),
      ...ways.flatMap((way, index) => [
        ...wayMistakes(`${here}/ways/${index}`, way, pace),
        ...paceMistakes(story, `${here}/ways/${index}/pace`, way.pace),
        ...templateMistakes(story, way.data ?? {}, {
          pointer: `${here}/ways/${index}/data`,
          own: knownData(rules),
          answer: way.data ?? {},
          locales,
        }),
      ]),
    ];
  });
}

/** Everything that a case's data may have come to: what lifecycles add is not known here, and nothing of it is refused. */
function knownData({ data, course = {} }: CaseRules): Record<string, unknown> {
  const answers = Object.values(course).flatMap(({ ways }) => ways.map((way) => way.data ?? {}));
  return Object.assign({}, data, ...answers);
}

function wayMistakes(pointer: string, { event, pace }: Way, ofState: Pace | undefined): StoryMistake[] {
  if (event === undefined || pace || ofState) return [];
  return [
    { pointer, text: `nothing says how long it takes until ${event}: give the way or its state a pace` },
  ];
}

function paceMistakes({ calendar }: Story, pointer: string, pace: Pace | undefined): StoryMistake[] {
  if (!pace) return [];
  if (pace.counts === 'business' && !calendar.office)
    return [{ pointer, text: 'the calendar has no office hours to count business time by' }];
  for (const name of ['p50', 'p90', 'atLeast'] as const) {
    const text = failureReason(() => lengthOf(pace[name] ?? 'PT1S'));
    if (text !== undefined) return [{ pointer: `${pointer}/${name}`, text }];
  }
  return lengthOf(pace.p50) > lengthOf(pace.p90)
    ? [
        {
          pointer,
          text: `half are done by ${pace.p50}, and nine of ten by ${pace.p90}: the median cannot be longer`,
        },
      ]
    : [];
}

/** In milliseconds, where a day has its 24 hours. @throws RangeError where it counts in months or years */
function lengthOf(duration: string): number {
  const { years, months, days, milliseconds } = calendarDuration(duration);
  if (years || months)
    throw new RangeError(
      `"${duration}" counts in months or years, which have no fixed length; count in days`,
    );
  return days * DAY + milliseconds;
}
