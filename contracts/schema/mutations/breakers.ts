import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { escapeKey } from '../../files/pointer.ts';
import { type Obligation, UNNAMED } from './breakable-keywords.ts';
import type { Change } from './change-at.ts';
import { wrongTexts } from './wrong-texts.ts';

/** Values of every kind, for keywords that any of them may break. */
const ANYTHING: Json[] = [null, true, 0, 7, -1, 1.5, '', 'text', [], [null], {}, { [UNNAMED]: null }];

/** More items or members are not made to show that there are too many. */
const MOST_MEMBERS = 10_000;

type Breaker = (given: { limit: Json; value: Json | undefined; schema: JsonObject }) => Json[];

const number = (limit: Json): number => Number(limit);
const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const members = (value: Json | undefined): [string, Json][] => (isObject(value) ? Object.entries(value) : []);
const extended = (value: Json | undefined, count: number): JsonObject =>
  Object.fromEntries([
    ...members(value),
    ...Array.from({ length: count }, (_, index) => [`${UNNAMED}${index}`, 'text']),
  ]);

/** By keyword, values to try in place of a good one; the first that breaks just that keyword will be taken. */
const BREAKERS: Record<string, Breaker> = {
  // A query parameter given twice is a list.
  type: ({ value = 'text' }) => [...ANYTHING, [value, value]],
  enum: ({ limit }) => [...list(limit).flatMap(neighbours), ...ANYTHING],
  const: ({ limit }) => [...neighbours(limit), ...ANYTHING],
  minimum: ({ limit }) => [number(limit) - 1, number(limit) - 0.5],
  exclusiveMinimum: ({ limit }) => [number(limit), number(limit) - 1],
  maximum: ({ limit }) => [number(limit) + 1, number(limit) + 0.5],
  exclusiveMaximum: ({ limit }) => [number(limit), number(limit) + 1],
  multipleOf: ({ limit, value }) => [number(limit) / 2, Number(value) + number(limit) / 2, Number(value) + 1],
  minItems: ({ limit, value }) => (number(limit) < 1 ? [] : [list(value).slice(0, number(limit) - 1)]),
  maxItems: ({ limit, value }) =>
    number(limit) > MOST_MEMBERS ? [] : [grown(list(value), number(limit) + 1), distinct(number(limit) + 1)],
  uniqueItems: ({ value }) => list(value).map((item) => [item, item]),
  minProperties: ({ limit, value }) =>
    number(limit) < 1 ? [] : [Object.fromEntries(members(value).slice(0, number(limit) - 1)), {}],
  maxProperties: ({ limit, value }) =>
    number(limit) > MOST_MEMBERS ? [] : [extended(value, number(limit) + 1)],
  propertyNames: ({ value }) =>
    ['', 'A', 'name with spaces', 'x'.repeat(300)].map((name) => ({ ...(value as object), [name]: 'text' })),
};

/** The changes to try so that a value no longer satisfies an obligation. */
export function changesThatBreak(
  { keyword, pointer, schema, member }: Obligation,
  value: Json | undefined,
): Change[] {
  if (member !== undefined) return [{ pointer: `${pointer}/${escapeKey(member)}` }];
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties')
    return [{ pointer: `${pointer}/${UNNAMED}`, value: 'text' }];
  const limit = schema[keyword] as Json;
  if (keyword === 'dependentRequired')
    return Object.values(limit as Record<string, string[]>)
      .flat()
      .map((name) => ({ pointer: `${pointer}/${escapeKey(name)}` }));
  const texts = wrongTexts(keyword, limit, value);
  const tried = texts ?? BREAKERS[keyword]?.({ limit, value, schema }) ?? ANYTHING;
  return tried.map((one) => ({ pointer, value: one }));
}

/** Values of the same kind that are probably not meant. */
function neighbours(value: Json): Json[] {
  if (typeof value === 'string') return [`${value}X`, value.toLowerCase(), value.slice(1)];
  if (typeof value === 'number') return [value + 1, value - 1, value + 1000];
  return typeof value === 'boolean' ? [!value] : [];
}

function grown(items: Json[], length: number): Json[] {
  const filled = [...items];
  while (filled.length < length) filled.push(items.at(-1) ?? 'text');
  return filled;
}

/** Two letters each, none twice. */
function distinct(length: number): Json[] {
  return Array.from({ length }, (_, index) => `a${String.fromCharCode(97 + (index % 26))}`);
}
