import { isObject, type Json, type JsonSchema } from '../../../files/json.ts';
import { draw, type Keywords, type Place, type Walk } from '../walk/walk.ts';
import type { Fork } from './branches.ts';
import { sharedTypes } from './merge-schemas.ts';

/**
 * Which way is taken at a fork.
 * @param keywords what is known of the value so far
 * @param key where in the subschema the fork stands
 */
export function chooseBranch(
  fork: Fork,
  keywords: Keywords,
  key: string,
  place: Place,
  walk: Walk,
  attempt: number,
): JsonSchema[] {
  if (attempt === 0 && fork.natural) return fork.natural;
  if (fork.ways.length === 0) return [];
  // An odd attempt forces what the one before it hoped for.
  const round = fork.forced ? attempt >> 1 : attempt;
  const decision = `${key}/${fork.keyword}${round === 0 ? '' : `/${round}`}`;
  const way = pickWay(fork.ways, keywords, draw(walk, place, decision), attempt === 0);
  return attempt % 2 === 1 && fork.forced ? fork.forced(way) : (fork.ways[way] as JsonSchema[]);
}

/**
 * Ways of another type than the schema around them lead nowhere. `null` says little: at first one time in
 * ten.
 */
function pickWay(ways: JsonSchema[][], keywords: Keywords, number: number, seldomNull: boolean): number {
  const open = [...ways.keys()].filter((at) => ways[at]?.every((one) => agrees(one, keywords)));
  const pool = open.length > 0 ? open : [...ways.keys()];
  const nulls = pool.filter((at) => ways[at]?.some((one) => isObject(one) && one.type === 'null'));
  const telling = pool.filter((at) => !nulls.includes(at));
  const scarce = seldomNull && nulls.length > 0 && telling.length > 0;
  const from = scarce ? (number % 10 === 0 ? nulls : telling) : pool;
  return from[Math.floor(number / 10) % from.length] as number;
}

function agrees(one: JsonSchema, { type, enum: values }: Keywords): boolean {
  if (!isObject(one)) return one;
  const { type: wanted } = one;
  if (wanted === undefined) return true;
  if (type !== undefined) return (sharedTypes(type, wanted) as Json[]).length > 0;
  return (
    !Array.isArray(values) ||
    values.some((value) => (sharedTypes(typeOf(value), wanted) as Json[]).length > 0)
  );
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * Branches of which no two can hold at once, as in `oneOf: [{ type: object }, { type: null }]`: the usual
 * case.
 */
export function differInType(branches: Json): boolean {
  const types = (branches as JsonSchema[]).flatMap((one) =>
    isObject(one) && one.type ? one.type : ['unknown', 'unknown'],
  );
  const plain = types.map((type) => (type === 'integer' ? 'number' : type));
  return new Set(plain).size === plain.length;
}
