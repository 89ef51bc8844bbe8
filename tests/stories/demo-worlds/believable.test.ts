import { describe, expect, test } from '@jest/globals';
import type { Instance } from '../../../mock-server/domain/instances/instance.ts';
import { waysOut } from '../../../mock-server/domain/instances/lifecycle-config.ts';
import { milliseconds } from '../../../mock-server/domain/time/duration.ts';
import type { PreparedStory } from '../../../mock-server/simulation/stories/prepared-story.ts';
import { full } from '../../full.ts';
import { NOW, play, prepared } from './bundled-story.ts';

const COUNT = full ? 10_000 : 80;
const STORIES = ['onboarding', 'loans', 'support'];

function lifecycleOf({ loaded, catalogue }: PreparedStory, instance: Instance) {
  return loaded.lifecycles.of(catalogue, instance);
}

/** Whether a step of a timeline is one that the lifecycle has. */
function isPossible(story: PreparedStory, instance: Instance): boolean {
  const lifecycle = lifecycleOf(story, instance);
  return instance.timeline.every(({ from, to, cause }) => {
    if (from === null) return to === lifecycle.config.initial;
    const state = lifecycle.stateOf(from);
    return state !== undefined && waysOut(state).some((way) => way.cause === cause && way.target === to);
  });
}

describe.each(STORIES)('the story %s', (name) => {
  test('has timelines that its lifecycle could have had, within its window, and nothing in the future', async () => {
    const story = await prepared(name);
    const begin = NOW - milliseconds(story.stage.story.calendar.window) - 86_400_000;
    for (const instance of await play(story, COUNT)) {
      const moments = instance.timeline.map(({ at }) => Date.parse(at));
      expect(isPossible(story, instance)).toBe(true);
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
      expect(moments.every((moment) => moment >= begin && moment <= NOW)).toBe(true);
      expect(instance.timers.every(({ due }) => due > NOW)).toBe(true);
      expect(lifecycleOf(story, instance).isFinal(instance.state)).toBe(instance.endedAt !== undefined);
    }
  });

  test('has its heroes first, and cases in many states', async () => {
    const story = await prepared(name);
    const instances = await play(story, 60);
    const heroes = story.stage.story.heroes ?? [];
    const people = instances.slice(0, heroes.length).map(({ data }) => JSON.stringify(data));
    for (const [index, hero] of heroes.entries())
      expect(people[index]).toContain(String(hero.person?.lastName));
    expect(new Set(instances.map(({ state }) => state)).size).toBeGreaterThan(4);
  });
});

test('begins cases in the hours of its calendar, and more on Mondays than on Sundays', async () => {
  const story = await prepared('support');
  const { zone } = story.calendar;
  const days = (await play(story, 200)).map(({ startedAt }) => zone.wallTime(Date.parse(startedAt)));
  const hours = days.map(({ time }) => time / 3_600_000);
  expect(hours.filter((hour) => hour < 7 || hour >= 23.1)).toEqual([]);
  // Days since 1970-01-01, a Thursday.
  const on = (weekday: number): number => days.filter(({ day }) => (day + 3) % 7 === weekday).length;
  expect(on(0)).toBeGreaterThan(on(6) * 2);
});

test('the desk answers in business hours', async () => {
  const story = await prepared('support');
  const { zone, isOffice } = {
    zone: story.calendar.zone,
    isOffice: (day: number) => story.calendar.isOfficeDay(day),
  };
  const answered = (await play(story, 80)).flatMap(({ timeline }) =>
    timeline
      .filter(({ from }) => from === 'triage' || from === 'answer')
      .map(({ at }) => zone.wallTime(Date.parse(at))),
  );
  expect(answered.length).toBeGreaterThan(100);
  for (const { day, time } of answered) {
    expect(isOffice(day)).toBe(true);
    expect(time >= 9 * 3_600_000 && time <= 17.5 * 3_600_000 + 1000).toBe(true);
  }
});

test('declines nobody who can afford it, and everybody who cannot', async () => {
  const story = await prepared('loans');
  for (const { data, state, timeline } of await play(story, 120)) {
    const scored = timeline.find(({ from }) => from === 'scoring');
    if (!scored || state === 'failed') continue;
    expect(scored.cause === 'DECLINE').toBe(Number(data.burdenPercent) > 40);
  }
});
