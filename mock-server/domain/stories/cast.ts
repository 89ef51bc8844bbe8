import { draw } from '../values/draw.ts';
import type { Data } from '../values/process-data.ts';
import type { NameLists } from './people/name-lists.ts';
import { type Person, personOf } from './people/person.ts';
import type { Hero, Story } from './story.ts';

/** One case of a story. */
export interface CaseNumber {
  /** Its place among the cases without name, from 1; that of a hero among the heroes. */
  number: number;
  hero?: Hero;
  /** Name of its kind, where that is not left to the story. */
  kind?: string;
}

/** What a story is played with. */
export interface Stage {
  story: Story;
  seed: string;
  /** The present, at which every case ends. */
  now: number;
  lists: ReadonlyMap<string, NameLists>;
}

/** The first cases of a story, its heroes first: which there are among 40, are among 400 the same. */
export function firstCases({ heroes = [] }: Story, count: number): CaseNumber[] {
  const named = heroes.slice(0, count).map((hero, index) => ({ number: index + 1, hero }));
  const others = Math.max(count - named.length, 0);
  return [...named, ...Array.from({ length: others }, (_, index) => ({ number: index + 1 }))];
}

/** What decides all of a case: seed, story, and which of its cases. */
export function wordsOf(
  { story, seed }: Pick<Stage, 'story' | 'seed'>,
  one: CaseNumber,
): (string | number)[] {
  return [seed, story.name, one.hero ? `hero ${one.hero.name}` : one.number];
}

/** The people of a case, by role. @param today days since 1970-01-01. @throws Error for a locale without lists */
export function castOf(
  { story, seed, lists }: Stage,
  one: CaseNumber,
  today: number,
  lead: string,
): Record<string, Person> {
  const heroes = story.heroes?.length ?? 0;
  // Heroes have the first numbers: nobody else has their names.
  const own = one.hero ? one.number - 1 : heroes + one.number - 1;
  return Object.fromEntries(
    Object.entries(story.people).map(([role, rules]) => {
      const words = [seed, story.name, role];
      const number =
        rules.pool === undefined ? own : draw(rules.pool, ...words, ...wordsOf({ story, seed }, one));
      const fixed: Data = role === lead ? (one.hero?.person ?? {}) : {};
      return [role, personOf({ rules, lists, number, today, words, fixed })];
    }),
  );
}
