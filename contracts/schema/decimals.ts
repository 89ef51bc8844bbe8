/** Numbers as people write them: 19.99 is 1999 hundredths, though no computer keeps it as that. */

/** Whether a number is a whole multiple of a step, by the decimals of both: 19.99 is one of 0.01, 9.955 is not. */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return false;
  const [whole, unit] = alike(value, step);
  return whole % unit === 0n;
}

/** The least number that is a multiple of both. */
export function commonMultiple(one: number, other: number): number {
  const [a, b, exponent] = alike(one, other);
  let [larger, smaller] = [a, b];
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller];
  return Number(`${(a / larger) * b}e${exponent}`);
}

/** Both as whole numbers of the same power of ten. */
function alike(one: number, other: number): [bigint, bigint, exponent: number] {
  const [first, second] = [decimal(one), decimal(other)];
  const exponent = Math.min(first.exponent, second.exponent);
  const scaled = (number: Decimal): bigint => number.digits * 10n ** BigInt(number.exponent - exponent);
  return [scaled(first), scaled(second), exponent];
}

interface Decimal {
  digits: bigint;
  exponent: number;
}

/** By the shortest text that means this number: `1.5e-7` is 15 and -8. */
function decimal(number: number): Decimal {
  const [mantissa = '0', power = '0'] = String(Math.abs(number)).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
