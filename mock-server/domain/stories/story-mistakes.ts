import { calendarDuration, milliseconds } from '../time/duration.ts';
import { timeOfDay, timeZone } from '../time/time-zone.ts';
import { failureReason } from '../values/failure-reason.ts';
import { courseMistakes } from './course-mistakes.ts';
import {
  type CalendarRules,
  type CaseRules,
  GENERATOR,
  type Hero,
  type PeopleRules,
  type Story,
  type StoryMistake,
} from './story.ts';
import { templateMistakes } from './template-mistakes.ts';

/** Everything that is wrong with a story by itself, whatever catalogue it is played with. */
export function storyMistakes(story: Story): StoryMistake[] {
  const { generator, calendar, people, cases, heroes = [] } = story;
  if (generator !== GENERATOR) {
    const advice = `this flowx-mock has version ${GENERATOR}: set it to that, and the same seed gives other people and dates`;
    return [
      { pointer: '/generator', text: `the story is for version ${generator} of the generator; ${advice}` },
    ];
  }
  const weights = cases.reduce((sum, { share }) => sum + share, 0);
  return [
    ...calendarMistakes(calendar),
    ...Object.entries(people).flatMap(([role, rules]) => peopleMistakes(`/people/${role}`, rules)),
    ...(weights > 0 ? [] : [{ pointer: '/cases', text: 'no case has a share' }]),
    ...twice('/cases', cases),
    ...cases.flatMap((rules, index) => caseMistakes(story, `/cases/${index}`, rules)),
    ...twice('/heroes', heroes),
    ...heroes.flatMap((hero, index) => heroMistakes(story, `/heroes/${index}`, hero)),
  ];
}

function calendarMistakes({ timezone, window, arrivals = {}, office }: CalendarRules): StoryMistake[] {
  const at = (pointer: string, text: string | undefined): StoryMistake[] =>
    text === undefined ? [] : [{ pointer: `/calendar/${pointer}`, text }];
  const { hours = [], weekdays = {} } = arrivals;
  const noHours = hours.length > 0 && hours.every(({ weight = 1 }) => weight === 0);
  const days = Object.values(weekdays);
  const noDays = days.length === 7 && days.every((weight) => weight === 0);
  return [
    ...at(
      'timezone',
      failureReason(() => timeZone(timezone)) && `"${timezone}" is no time zone such as Europe/Bucharest`,
    ),
    ...at(
      'window',
      failureReason(() => milliseconds(window)),
    ),
    ...hours.flatMap((one, index) => at(`arrivals/hours/${index}`, backwards(one))),
    ...at('arrivals/hours', noHours ? 'no hours have a weight' : undefined),
    ...at('arrivals/weekdays', noDays ? 'no day has a weight' : undefined),
    ...at('office', office && backwards(office)),
  ];
}

function backwards({ from, to }: { from: string; to: string }): string | undefined {
  return timeOfDay(from) < timeOfDay(to) ? undefined : `${from} is not before ${to}`;
}

function peopleMistakes(pointer: string, { age: [youngest, oldest], locales }: PeopleRules): StoryMistake[] {
  const nobody = Object.values(locales).every((weight) => weight === 0);
  return [
    ...(youngest > oldest ? [{ pointer: `${pointer}/age`, text: `${youngest} is more than ${oldest}` }] : []),
    ...(nobody ? [{ pointer: `${pointer}/locales`, text: 'no locale has a weight' }] : []),
  ];
}

function caseMistakes(story: Story, pointer: string, rules: CaseRules): StoryMistake[] {
  const role = story.people[rules.person];
  if (!role) {
    const roles = Object.keys(story.people).join(', ');
    return [{ pointer: `${pointer}/person`, text: `there is no role "${rules.person}", but ${roles}` }];
  }
  const locales = Object.keys(role.locales);
  return [
    ...templateMistakes(story, rules.data, { pointer: `${pointer}/data`, own: rules.data, locales }),
    ...courseMistakes(story, rules, rules.course, `${pointer}/course`, locales),
  ];
}

function heroMistakes(story: Story, pointer: string, hero: Hero): StoryMistake[] {
  const rules = story.cases.find(({ name }) => name === hero.case);
  if (!rules) {
    const names = story.cases.map(({ name }) => name).join(', ');
    return [{ pointer: `${pointer}/case`, text: `there is no case "${hero.case}", but ${names}` }];
  }
  const { locale } = hero.person ?? {};
  const locales =
    locale === undefined ? Object.keys(story.people[rules.person]?.locales ?? {}) : [String(locale)];
  const reason = failureReason(() => calendarDuration(hero.begins.ago ?? 'P0D'));
  const own = { ...rules.data, ...hero.data };
  return [
    ...(reason === undefined ? [] : [{ pointer: `${pointer}/begins/ago`, text: reason }]),
    ...templateMistakes(story, hero.data ?? {}, { pointer: `${pointer}/data`, own, locales }),
    ...courseMistakes(story, { ...rules, data: own }, hero.course, `${pointer}/course`, locales),
  ];
}

function twice(pointer: string, named: { name: string }[]): StoryMistake[] {
  const names = named.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ pointer: `${pointer}/${index}/name`, text: `"${name}" is there twice` }]
      : [],
  );
}
