import { Dice } from '../walk/seeded-dice.ts';
import type { Keywords } from '../walk/walk.ts';

const TRIES = 60;
/** How far from a lone bound values may lie. */
const SPAN = 1000;

/** The numbers that a schema without bounds of its own would get, for one meaning. */
export interface Range {
  low: number;
  high: number;
}

/**
 * Numbers within the bounds of a schema, which still may have to be multiples of two things, or must not be
 * some.
 */
export function* numbers(type: string, keywords: Keywords, seed: number, usual?: Range): Generator<number> {
  const dice = new Dice(seed);
  const step = keywords.multipleOf === undefined ? undefined : Number(keywords.multipleOf);
  const { low, high } = bounds(keywords, step ?? 1, usual);
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (step !== undefined) yield* multiple(dice.int(Math.ceil(low / step), Math.floor(high / step)), step);
    else if (type === 'integer') yield dice.int(Math.ceil(low), Math.floor(high));
    else yield* inBetween(low, high, dice.next());
  }
  yield* [low, high];
}

function bounds(keywords: Keywords, step: number, usual: Range | undefined): Range {
  const low = Math.max(Number(keywords.minimum ?? -Infinity), Number(keywords.exclusiveMinimum ?? -Infinity));
  const high = Math.min(Number(keywords.maximum ?? Infinity), Number(keywords.exclusiveMaximum ?? Infinity));
  if (usual && low <= usual.high && high >= usual.low) {
    return { low: Math.max(low, usual.low), high: Math.min(high, usual.high) };
  }
  const span = SPAN * Math.max(step, 1);
  if (low > -Infinity && high < Infinity) return { low, high };
  if (low > -Infinity) return { low, high: low + span };
  if (high < Infinity) return { low: high >= 1 ? Math.max(1, high - span) : high - span, high };
  return { low: 1, high: span };
}

/**
 * 3 times 0.1 is not 0.3 to a computer; which of the two a validator takes for a multiple is its own affair.
 */
function* multiple(factor: number, step: number): Generator<number> {
  yield factor * step;
  yield Number((factor * step).toPrecision(12));
}

/** With two decimals where there is room for them, as people write numbers. */
function* inBetween(low: number, high: number, portion: number): Generator<number> {
  const exact = low + (high - low) * portion;
  const rounded = Math.round(exact * 100) / 100;
  if (rounded >= low && rounded <= high) yield rounded;
  yield exact;
}
