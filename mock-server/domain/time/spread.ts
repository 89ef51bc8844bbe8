import { milliseconds } from './duration.ts';

/** How long something takes: half of all are done within `p50`, nine of ten within `p90`; ISO 8601 durations. */
export interface Spread {
  p50: string;
  p90: string;
}

/** Places at which a spread is asked are counted in ten-thousandths. */
export const PLACES = 10_000;

/**
 * Places of the bell curve at -2, -1, -0.5, 0, 0.5, 1, 1.5 and 2 times the distance from the median to its ninth
 * tenth. Between them the way is straight: `log` and `exp` differ in their last digit from engine to engine.
 */
const KNOTS = [52, 1000, 2608, 5000, 7392, 9000, 9727, 9948];

/**
 * How long it takes at a place of a log-normal spread, in seconds: at 5,000 the median, at 9,000 the ninth tenth.
 * @param p50 median, in whole seconds, at least 1
 * @param p90 in whole seconds, at least `p50`
 * @param place from 0 to 9,999
 */
export function secondsAt(p50: number, p90: number, place: number): number {
  const values = valuesAt(p50, p90);
  const first = values[0] ?? p50;
  const above = KNOTS.findIndex((knot) => place < knot);
  if (above === 0) return first;
  if (above < 0) return values.at(-1) ?? p90;
  const [from, to] = [KNOTS[above - 1] ?? 0, KNOTS[above] ?? 0];
  const [low, high] = [values[above - 1] ?? p50, values[above] ?? p90];
  return low + Math.floor(((high - low) * (place - from)) / (to - from));
}

/**
 * The same in milliseconds, for a spread as it is written; never less than a second.
 * @throws RangeError for what `spreadProblem` names
 */
export function millisecondsAt({ p50, p90 }: Spread, place: number): number {
  return Math.max(secondsAt(wholeSeconds(p50), wholeSeconds(p90), place), 1) * 1000;
}

/** What is wrong with a spread that its schema cannot see; undefined when nothing is. */
export function spreadProblem({ p50, p90 }: Spread): string | undefined {
  try {
    const [median, ninth] = [wholeSeconds(p50), wholeSeconds(p90)];
    if (median < 1) return `p50 is ${p50}, and nothing is done in less than a second`;
    return median > ninth ? `p50 is ${p50} and p90 ${p90}: the median cannot be the longer one` : undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function valuesAt(p50: number, p90: number): number[] {
  const tenth = Math.max(Math.floor((p50 * p50) / p90), 1);
  const far = Math.floor((p90 * p90) / p50);
  return [
    Math.max(Math.floor((tenth * p50) / p90), 1),
    tenth,
    geometricMean(tenth, p50),
    p50,
    geometricMean(p50, p90),
    p90,
    geometricMean(p90, far),
    far,
  ];
}

/** Of integers, rounded down; exact, whichever way an engine rounds its square root. */
function geometricMean(a: number, b: number): number {
  const product = a * b;
  let root = Math.floor(Math.sqrt(product));
  while (root * root > product) root -= 1;
  while ((root + 1) * (root + 1) <= product) root += 1;
  return root;
}

const wholeSeconds = (duration: string): number => Math.floor(milliseconds(duration) / 1000);
