import { createContext, Script } from 'node:vm';
import type { Options } from 'ajv/dist/2020.js';

type PatternEngine = NonNullable<NonNullable<Options['code']>['regExp']>;

/**
 * How long a pattern may take on one text, in milliseconds of real time: in the first try, and in the second, which is for
 * machines that are so busy that the first was over before it had begun.
 */
const TRIES_MS = [100, 400];

/** Texts that are no longer are no trouble for any pattern. */
const HARMLESS = 16;
/** Nor are these for a pattern that repeats up to three things one after the other, */
const HARMLESS_TO_SOME = 200;
/** or one thing, which it looks for from each place. */
const HARMLESS_TO_ONE = 5_000;

/** What is no part of how often a pattern repeats: classes, escapes, and the beginnings of groups. */
const PARTS = /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>)/gsu;
/** One without groups in it that stands once. */
const LOOKAHEAD = /\(\?[=!]([^()]*)\)(?![*+?{])/g;
const GROUP = /\(\?(?:[:=!]|<[=!]|<[^>]*>)/g;
/** What repeats often enough to be tried in many ways. */
const REPEATS = /[*+]|\{\d+,\}|\{\d{2,},?\d*\}|\{\d+,\d{2,}\}/g;
const REPEATED_GROUP = /\)[*+{]/;
/** What can be there or not, or more or less often: each doubles the ways to try, at least. */
const CHOICES = /[?*+]|\{\d+,\d*\}/g;
const MOST_CHOICES = 8;

/**
 * The patterns of contracts and of users' schemas, which may look ahead and back as JavaScript's do, so that some take for
 * ever on some texts. Where a text is long enough for that, the search ends after a while, and the text does not fit: nobody
 * else waits longer. Which patterns are plain enough to be searched for without a watch is decided by their form.
 */
export const boundedPatterns: PatternEngine = Object.assign(
  (pattern: string, flags: string): { test(text: string): boolean; toString(): string } => {
    const plain = new RegExp(pattern, flags);
    const longest = longestHarmless(pattern);
    if (longest === Number.POSITIVE_INFINITY) return plain;
    const test = (text: string): boolean =>
      text.length <= longest ? plain.test(text) : testInTime(plain, text);
    // What ajv tells one pattern from another by.
    return { test, toString: () => String(plain) };
  },
  // Asked for where code is written to a file, which none of this is.
  { code: 'boundedPattern' },
);

/** Characters that a text may have for a pattern to be done soon, whatever the text is. */
export function longestHarmless(pattern: string): number {
  const form = pattern.replace(PARTS, (part) => (part.startsWith('(') ? part : 'x'));
  // What is looked ahead for is looked for once, and not in other ways again: each counts by itself.
  const ahead = [...form.matchAll(LOOKAHEAD)].map(([, inner = '']) => longestOfForm(inner));
  return Math.min(longestOfForm(form.replace(LOOKAHEAD, '').replaceAll(GROUP, '(')), ...ahead);
}

function longestOfForm(form: string): number {
  const repeats = form.match(REPEATS)?.length ?? 0;
  const alternatives = form.includes('|') ? (form.match(/\(/g)?.length ?? 0) : 0;
  const choices = (form.match(CHOICES)?.length ?? 0) + alternatives;
  const inRepeated = REPEATED_GROUP.test(form) && choices > 0;
  if (inRepeated || repeats > 3 || choices > MOST_CHOICES) return HARMLESS;
  if (repeats === 0) return Number.POSITIVE_INFINITY;
  if (repeats > 1) return HARMLESS_TO_SOME;
  return form.startsWith('^') && !form.includes('|') ? Number.POSITIVE_INFINITY : HARMLESS_TO_ONE;
}

/** Made when it is needed first: hardly any contract has such a pattern. */
let search: Search | undefined;
type Search = (pattern: RegExp, text: string, milliseconds: number) => boolean;

function testInTime(pattern: RegExp, text: string): boolean {
  search ??= newSearch();
  for (const milliseconds of TRIES_MS) {
    try {
      return search(pattern, text, milliseconds);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    }
  }
  return false;
}

/** Nothing but a script can be ended from outside while an expression is searched for. */
function newSearch(): Search {
  const context = createContext(Object.create(null));
  const script = new Script('pattern.test(text)');
  return (pattern, text, milliseconds) => {
    Object.assign(context, { pattern, text });
    try {
      return script.runInContext(context, { timeout: milliseconds }) === true;
    } finally {
      Object.assign(context, { pattern: undefined, text: undefined });
    }
  };
}
