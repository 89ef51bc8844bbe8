/** Twice 26 bits are an exact integer. */
const HALF = 2 ** 26;
/** Where the two halves begin: any two numbers that differ. */
const FIRST = 0x2545f491;
const SECOND = 0x6a09e667;

/** Shares are written with up to three decimals; their sum is taken in whole thousandths. */
const THOUSANDTHS = 1000;

/**
 * An integer from 0 to below `below` that depends on nothing but the words. Integers only, so that every engine gives
 * the same; too narrow for ids, of which two must never be equal.
 */
export function draw(below: number, ...words: (string | number)[]): number {
  const text = words.join('\u0000');
  const wide = (mixed(text, FIRST) % HALF) * HALF + (mixed(text, SECOND) % HALF);
  return wide % below;
}

/** 32 bits of a text: each letter is multiplied in, and the end is stirred so that neighbours are far apart. */
function mixed(text: string, start: number): number {
  let hash = start ^ text.length;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * One of several by their weights.
 * @param weights at least one above nothing; three decimals count
 * @returns the index
 */
export function drawWeighted(weights: readonly number[], ...words: (string | number)[]): number {
  const whole = weights.map((weight) => Math.round(weight * THOUSANDTHS));
  let left = draw(
    whole.reduce((sum, weight) => sum + weight, 0),
    ...words,
  );
  return whole.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
}
