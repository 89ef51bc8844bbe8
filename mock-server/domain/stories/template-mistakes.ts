import { escapeKey, follow, fromPointer, toPointer } from '../../../contracts/files/pointer.ts';
import { calendarDuration } from '../time/duration.ts';
import { failureReason } from '../values/failure-reason.ts';
import type { Data } from '../values/process-data.ts';
import { type Generator, generatorWord, isObject, WORDS } from './generators.ts';
import type { Story, StoryMistake } from './story.ts';

/** Where a template stands, and what its pointers may lead to. */
export interface Standing {
  pointer: string;
  /** What /data leads into. */
  own: Data;
  /** What /answer leads into, in what an event brings. */
  answer?: Data;
  /** Languages for which there must be texts. */
  locales: string[];
}

const PERSON =
  'locale language country currency firstName lastName name initials sex birthDate age nationalId occupation email phone iban address'.split(
    ' ',
  );
const CASE = ['number', 'padded', 'year', 'date', 'startedAt'];

/** What is wrong with the values of a template. */
export function templateMistakes(story: Story, template: unknown, standing: Standing): StoryMistake[] {
  const { pointer } = standing;
  if (generatorWord(template) !== undefined) return generatorMistakes(story, template as Generator, standing);
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, value]) => {
    const here = `${pointer}/${escapeKey(name)}`;
    // A misspelt word would pass for data.
    if (name.startsWith('$'))
      return [{ pointer: here, text: `there is no word "${name}", but ${WORDS.join(', ')}` }];
    return templateMistakes(story, value, { ...standing, pointer: here });
  });
}

function generatorMistakes(story: Story, generator: Generator, standing: Standing): StoryMistake[] {
  const { pointer } = standing;
  const leads = (to: string, at: string): StoryMistake[] => {
    const text = nowhere(story, to, standing);
    return text === undefined ? [] : [{ pointer: `${pointer}/${at}`, text }];
  };
  const inside = (value: unknown, at: string): StoryMistake[] =>
    templateMistakes(story, value, { ...standing, pointer: `${pointer}/${at}` });
  if ('$from' in generator) return leads(generator.$from, '$from');
  if ('$pick' in generator) return pickMistakes(generator.$pick, `${pointer}/$pick`);
  if ('$between' in generator) {
    const { min, max } = generator.$between;
    return min <= max ? [] : [{ pointer: `${pointer}/$between`, text: `${min} is more than ${max}` }];
  }
  if ('$product' in generator) {
    const { of, over = [] } = generator.$product;
    return [...of, ...over].flatMap((one) => (typeof one === 'string' ? leads(one, '$product') : []));
  }
  if ('$date' in generator) return dateMistakes(generator.$date, `${pointer}/$date`);
  if ('$text' in generator) return textMistakes(generator.$text, standing, leads);
  if ('$maybe' in generator) return inside(generator.$maybe.value, '$maybe/value');
  if (!('$by' in generator)) return [];
  const ways = Object.entries(generator.of).flatMap(([name, value]) =>
    inside(value, `of/${escapeKey(name)}`),
  );
  return [...leads(generator.$by, '$by'), ...ways, ...inside(generator.else, 'else')];
}

/** Why a pointer leads nowhere; undefined when it may lead somewhere. */
function nowhere(story: Story, to: string, { own, answer }: Standing): string | undefined {
  const [root = '', first, ...rest] = fromPointer(to);
  const roots = [...Object.keys(story.people), 'case', 'data', ...(answer ? ['answer'] : [])];
  if (!roots.includes(root)) return `${to} leads nowhere: pointers begin with one of ${roots.join(', ')}`;
  if (root === 'case') return missing(to, CASE, first);
  if (root !== 'data' && root !== 'answer') return missing(to, PERSON, first);
  const template = root === 'data' ? own : (answer ?? {});
  let here: unknown = template;
  for (const [index, key] of [first ?? '', ...rest].entries()) {
    if (generatorWord(here) !== undefined || (index > 0 && !isObject(here) && !Array.isArray(here)))
      return undefined;
    // What a lifecycle adds is not in any template.
    if (index === 0 && answer && !Object.hasOwn(template, key)) return undefined;
    const next = follow(here, toPointer([key]));
    if (next === undefined) return missing(to, isObject(here) ? Object.keys(here) : [], key);
    here = next;
  }
  return undefined;
}

function missing(to: string, known: string[], key: string | undefined): string | undefined {
  if (key !== undefined && known.includes(key)) return undefined;
  return `${to} leads nowhere: there is no "${key ?? ''}", but ${known.join(', ')}`;
}

function pickMistakes(pick: unknown[] | Record<string, number>, pointer: string): StoryMistake[] {
  const weighted =
    Array.isArray(pick) && pick.every((one) => isObject(one) && 'weight' in one && 'value' in one);
  const weights = Array.isArray(pick)
    ? pick.map((one) => (weighted ? (one as { weight: unknown }).weight : 1))
    : Object.values(pick);
  if (weights.some((one) => typeof one !== 'number' || one < 0))
    return [{ pointer, text: 'a weight is a number, and not less than nothing' }];
  return weights.every((one) => one === 0) ? [{ pointer, text: 'nothing has a weight' }] : [];
}

function dateMistakes(
  { ago, in: ahead }: { ago?: string | string[]; in?: string | string[] },
  pointer: string,
): StoryMistake[] {
  if (ago !== undefined && ahead !== undefined) return [{ pointer, text: 'it is either ago or in' }];
  return [ago ?? ahead ?? []].flat().flatMap((duration) => {
    const text = failureReason(() => calendarDuration(duration));
    return text === undefined ? [] : [{ pointer: `${pointer}/${ago === undefined ? 'in' : 'ago'}`, text }];
  });
}

function textMistakes(
  text: string | string[] | Record<string, string | string[]>,
  { pointer, locales }: Standing,
  leads: (to: string, at: string) => StoryMistake[],
): StoryMistake[] {
  const byLocale = typeof text === 'object' && !Array.isArray(text);
  const without = byLocale ? locales.filter((locale) => !Object.hasOwn(text, locale)) : [];
  const texts = byLocale ? Object.values(text).flat() : [text].flat();
  const pointers = texts.flatMap((one) => [...one.matchAll(/\{(\/[^{}]+)\}/g)].map(([, to = '']) => to));
  return [
    ...without.map((locale) => ({ pointer: `${pointer}/$text`, text: `there is no text for ${locale}` })),
    ...pointers.flatMap((to) => leads(to, '$text')),
  ];
}
