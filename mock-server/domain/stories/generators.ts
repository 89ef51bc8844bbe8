import type { RelativeDate } from '../time/relative-date.ts';
import type { Data } from '../values/process-data.ts';

/** A value that a story makes, instead of a constant: an object with one of these words. */
export type Generator =
  | { $is: unknown }
  | { $from: string }
  | { $pick: unknown[] | Record<string, number> }
  | { $between: Between }
  | { $product: Product }
  | { $date: DateRules }
  | { $text: string | string[] | Record<string, string | string[]> }
  | { $maybe: { share: number; value: unknown } }
  | { $by: string; of: Record<string, unknown>; else?: unknown };

export interface Between {
  min: number;
  max: number;
  /** 1 unless said. */
  step?: number;
  /** Whether small ones come more often. */
  skewed?: boolean;
}

/** Numbers, or pointers to numbers, multiplied and divided. */
export interface Product {
  of: (number | string)[];
  over?: (number | string)[];
  step?: number;
  min?: number;
  max?: number;
}

export interface DateRules {
  /** One duration, or the shortest and the longest. */
  ago?: string | [string, string];
  in?: string | [string, string];
  at?: RelativeDate['at'];
  /** A day, or an instant; a day unless said. */
  as?: 'date' | 'instant';
  /** Whether it goes along when the whole story is moved in time; it does unless said. */
  moves?: boolean;
}

/** The words that make a value. */
export const WORDS = ['$is', '$from', '$pick', '$between', '$product', '$date', '$text', '$maybe', '$by'];

/** The word of a generator; undefined for a constant, or an object of more values. */
export function generatorWord(template: unknown): string | undefined {
  if (!isObject(template)) return undefined;
  return WORDS.find((word) => Object.hasOwn(template, word));
}

export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `over` laid over `base` member by member, on every level; a generator is replaced as a whole. */
export function layOver(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over) || generatorWord(base) || generatorWord(over)) return over;
  const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    names.map((name) => [name, Object.hasOwn(over, name) ? layOver(base[name], over[name]) : base[name]]),
  );
}

/** Pointers of the dates that move with the story. */
export function movingPointers(template: unknown, pointer = ''): string[] {
  const word = generatorWord(template);
  if (word === '$date') return (template as { $date: DateRules }).$date.moves === false ? [] : [pointer];
  if (word === '$maybe')
    return movingPointers((template as { $maybe: { value: unknown } }).$maybe.value, pointer);
  if (word === '$by') {
    const { of, else: rest } = template as { of: Data; else?: unknown };
    return [...Object.values(of), rest].flatMap((one) => movingPointers(one, pointer));
  }
  if (word !== undefined || typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, value]) => movingPointers(value, `${pointer}/${name}`));
}
