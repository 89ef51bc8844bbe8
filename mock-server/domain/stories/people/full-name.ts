import { draw } from '../../values/draw.ts';
import type { NameLists } from './name-lists.ts';

export interface FullName {
  firstName: string;
  lastName: string;
  sex: 'female' | 'male';
  /** 0 for the first of this name; its e-mail address needs no number. */
  repeat: number;
}

/**
 * The name of the n-th person: a walk over all pairs of a first name and a surname that meets none twice before it has
 * met all. Nobody need remember who was there.
 * @param n from 0
 */
export function fullName(
  lists: Pick<NameLists, 'women' | 'men' | 'surnames' | 'notThese'>,
  n: number,
  ...words: (string | number)[]
): FullName {
  const { women, men, surnames, notThese } = lists;
  const first = [...women, ...men];
  const pairs = first.length * surnames.length;
  const pair = ((n % pairs) * stride(pairs, surnames.length, words) + draw(pairs, ...words, 'first')) % pairs;
  const index = Math.floor(pair / surnames.length);
  const firstName = first[index] ?? '';
  let last = pair % surnames.length;
  let moved = false;
  for (; notThese.includes(`${firstName} ${surnames[last]}`); moved = true)
    last = (last + 1) % surnames.length;
  return {
    firstName,
    lastName: surnames[last] ?? '',
    sex: index < women.length ? 'female' : 'male',
    // Another pair leads to the name of one that was moved, too, in every round.
    repeat: Math.floor(n / pairs) * 2 + (moved ? 1 : 0),
  };
}

/** By the words and sizes: it is the same for everybody of a role. */
const strides = new Map<string, number>();

/** Far from one pair to the next, so that neighbours have neither name alike. */
function stride(pairs: number, surnames: number, words: (string | number)[]): number {
  const key = [...words, pairs, surnames].join('\u0000');
  const known = strides.get(key);
  if (known !== undefined) return known;
  const far = (step: number): boolean =>
    step % surnames > surnames / 5 && step % surnames < (surnames * 4) / 5;
  let step = Math.floor((pairs * 3) / 5) + draw(Math.floor(pairs / 10), ...words, 'stride');
  while (divisor(step, pairs) !== 1 || !far(step)) step += 1;
  strides.set(key, step);
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
