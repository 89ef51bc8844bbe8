import type { RelativeDate } from '../time/relative-date.ts';
import type { Spread } from '../time/spread.ts';
import type { Data } from '../values/process-data.ts';

/** A story as `contracts/story.schema.json` has it. */
export interface Story {
  name: string;
  /** Which values come of a seed; another one is refused. */
  generator: number;
  /** What it shows, for people. */
  shows: string;
  /** The API whose processes it starts. */
  api: string;
  calendar: CalendarRules;
  people: Record<string, PeopleRules>;
  cases: CaseRules[];
  heroes?: Hero[];
}

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Times of day, `08:00` to `12:30`, and how often they come; 1 unless said. */
export interface Hours {
  from: string;
  to: string;
  weight?: number;
}

export interface CalendarRules {
  /** Of the IANA database; decides every time of day. */
  timezone: string;
  /** ISO 8601: how long before now the first cases begin. */
  window: string;
  /** When cases begin. */
  arrivals?: { hours?: Hours[]; weekdays?: Partial<Record<Weekday, number>> };
  /** What counts as business time. */
  office?: { from: string; to: string; days: Weekday[] };
  /** Days on which nothing begins and nobody works: `2026-12-25`, or `12-25` in every year. */
  holidays?: string[];
}

export interface PeopleRules {
  /** Language and country, by weight. */
  locales: Record<string, number>;
  /** Youngest and oldest, in years. */
  age: [number, number];
  /** Domain of their addresses, instead of those reserved for customers. */
  mail?: string;
  /** How many there are of them, who come again and again; without it every case has its own. */
  pool?: number;
  /** Whether national ids have a right check digit; `valid` unless said. */
  nationalIds?: 'valid' | 'invalid';
}

/** What a case starts with, where the product has such. */
interface StartRules {
  /** Name of the process, or id of the flow. */
  process: string;
  application?: string;
  environment?: string;
  /** A template as in texts. */
  correlationKey?: string;
}

export interface CaseRules extends StartRules {
  name: string;
  /** Weight among the cases, in the long run. */
  share: number;
  /** The role of the person it is about: its language is that of the texts. */
  person: string;
  data: Data;
  /** By state of the lifecycle, how it goes on. */
  course?: Record<string, Course>;
}

/** How long cases stay in a state before they move, and which ways they go. */
export interface Course {
  pace?: Pace;
  ways: Way[];
}

export interface Pace extends Spread {
  /**
   * `business`: only business time counts, and a day is a business day. `waking`: what would fall into the hours in
   * which no cases begin comes in the morning after. `clock` unless said.
   */
  counts?: 'clock' | 'business' | 'waking';
  /** ISO 8601: nobody is faster. */
  atLeast?: string;
}

/** One way out of a state, or staying there until its delays move it. */
export interface Way {
  share: number;
  event?: string;
  waits?: true;
  data?: Data;
  /** A JSON Schema that the case's data must fit; the way does not count otherwise. */
  when?: unknown;
  pace?: Pace;
}

/** A case that always exists. */
export interface Hero {
  name: string;
  /** Name of the case that it is one of. */
  case: string;
  /** Told from now. */
  begins: RelativeDate;
  /** Members of the person that are fixed. */
  person?: Data;
  data?: Data;
  course?: Record<string, Course>;
}

/** The version of the generator that this is. */
export const GENERATOR = 1;

/** What is wrong with a story that its schema cannot see. */
export interface StoryMistake {
  /** JSON Pointer in the story's file. */
  pointer: string;
  text: string;
}
