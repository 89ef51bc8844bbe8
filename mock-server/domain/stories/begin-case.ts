import { relativeInstant } from '../time/relative-date.ts';
import { timeZone } from '../time/time-zone.ts';
import { timestamp } from '../time/timestamp.ts';
import { draw, drawWeighted } from '../values/draw.ts';
import type { Data } from '../values/process-data.ts';
import { type Calendar, POSITIONS } from './calendar.ts';
import { type CaseNumber, castOf, type Stage, wordsOf } from './cast.ts';
import { layOver } from './generators.ts';
import { makeValues } from './make-values.ts';
import type { Person } from './people/person.ts';
import type { CaseRules, Story } from './story.ts';

/** A case before it goes on: when it began, about whom, and with what. */
export interface BegunCase {
  one: CaseNumber;
  rules: CaseRules;
  /** Milliseconds since 1970. */
  at: number;
  people: Record<string, Person>;
  /** Its number, year and the like, for texts. */
  facts: Data;
  locale: string;
  data: Data;
  correlationKey?: string;
}

/** Which kind of case it is. */
function rulesOf({ story, seed }: Pick<Stage, 'story' | 'seed'>, one: CaseNumber): CaseRules {
  const kind = one.kind ?? one.hero?.case;
  const named = story.cases.find(({ name }) => name === kind);
  const shares = story.cases.map(({ share }) => share);
  const drawn = named ?? story.cases[drawWeighted(shares, ...wordsOf({ story, seed }, one), 'case')];
  if (drawn) return drawn;
  throw new Error(`the story ${story.name} has no cases`);
}

/** @throws Error where a value of the story cannot be made, saying which */
export function beginCase(stage: Stage, calendar: Calendar, one: CaseNumber): BegunCase {
  const rules = rulesOf(stage, one);
  const at = beginningOf(stage, calendar, one);
  const { day } = calendar.zone.wallTime(stage.now);
  const people = castOf(stage, one, day, rules.person);
  const locale = String(people[rules.person]?.locale);
  const facts = factsOf(stage.story, one, at);
  const data = layOver(rules.data, one.hero?.data ?? {}) as Data;
  const making = { known: { ...people, case: facts }, own: 'data', locale, at, zone: calendar.zone };
  const words = [...wordsOf(stage, one), 'data'];
  const made = makeValues(data, { ...making, words });
  const key = rules.correlationKey;
  if (key === undefined) return { one, rules, at, people, facts, locale, data: made };
  const known = { ...making.known, data: made };
  const text = makeValues(
    { key: { $text: key } },
    { ...making, known, own: 'key', words: [...words, 'key'] },
  );
  return { one, rules, at, people, facts, locale, data: made, correlationKey: String(text.key) };
}

function beginningOf({ story, seed, now }: Stage, calendar: Calendar, one: CaseNumber): number {
  const words = wordsOf({ story, seed }, one);
  const within = draw(60_000, ...words, 'begins');
  if (one.hero) {
    const told = relativeInstant(now, one.hero.begins, calendar.zone);
    return Math.min(told + within, now);
  }
  // Evenly spread, and so far off that the same time does not come again every week.
  const shift = draw(POSITIONS, seed, story.name, 'begins') + draw(POSITIONS / 32, ...words, 'place');
  return Math.min(calendar.arrival((reversed(one.number) + shift) % POSITIONS, now) + within, now);
}

/** Bits in the opposite order: numbers that follow each other lie far apart, and any first ones lie evenly. */
function reversed(number: number): number {
  let [rest, result] = [number, 0];
  for (let place = POSITIONS / 2; place >= 1 && rest > 0; place /= 2) {
    result += (rest % 2) * place;
    rest = Math.floor(rest / 2);
  }
  return result;
}

function factsOf({ calendar }: Story, { number, hero }: CaseNumber, at: number): Data {
  const zone = timeZone(calendar.timezone);
  const began = timestamp(at);
  const local = timestamp(at + zone.offset(at));
  // Heroes have numbers of their own.
  const counted = hero ? number : 1000 + number;
  return {
    number: counted,
    padded: String(counted).padStart(5, '0'),
    year: local.slice(0, 4),
    date: local.slice(0, 10),
    startedAt: began,
  };
}
