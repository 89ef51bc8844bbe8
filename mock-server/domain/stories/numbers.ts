import type { Product } from './generators.ts';

/** A number with as many decimals as its step has, as people write it. */
export function roundedTo(value: number, step: number): number {
  const [, decimals = ''] = String(step).split('.');
  return Number((Math.round(value / step) * step).toFixed(decimals.length));
}

/**
 * Numbers multiplied and divided.
 * @param from what a pointer leads to
 * @throws Error where that is no number
 */
export function productOf(
  { of, over = [], step = 1, min, max }: Product,
  from: (pointer: string) => unknown,
): number {
  const value = (one: number | string): number => {
    const known = typeof one === 'number' ? one : from(one);
    if (typeof known === 'number') return known;
    throw new Error(`${one} is no number`);
  };
  const above = of.reduce<number>((product, one) => product * value(one), 1);
  const below = over.reduce<number>((product, one) => product * value(one), 1);
  if (below === 0) throw new Error('a product over 0 is no number');
  const rounded = roundedTo(above / below, step);
  return Math.min(Math.max(rounded, min ?? rounded), max ?? rounded);
}
