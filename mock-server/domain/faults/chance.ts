import { digest } from '../values/digest.ts';
import { type Delay, LONGEST_DELAY } from './fault.ts';

/** A number from 0 to below 1 that depends on nothing but the words. */
export function chance(...words: (string | number)[]): number {
  return Number.parseInt(digest(...words).slice(0, 13), 16) / 16 ** 13;
}

/**
 * The milliseconds of a delay.
 * @param words those of `chance`; the same words, the same delay
 */
export function drawDelay(delay: Delay, ...words: (string | number)[]): number {
  if (typeof delay === 'number') return delay;
  if ('fixed' in delay) return delay.fixed;
  if ('uniform' in delay) {
    const { min, max } = delay.uniform;
    return Math.round(min + chance(...words, 'uniform') * (max - min));
  }
  const { median, sigma } = delay.lognormal;
  return Math.min(Math.round(median * Math.exp(sigma * normal(...words))), LONGEST_DELAY);
}

/** Box and Muller's way to a normally distributed number, mean 0 and deviation 1. */
function normal(...words: (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(...words, 'radius')));
  return radius * Math.cos(2 * Math.PI * chance(...words, 'angle'));
}
