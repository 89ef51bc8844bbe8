const MASK = '***';

/** Shorter texts stand in others by chance. */
const LEAST = 4;
/** Characters of all that is to be erased: with more, whatever could hold any of it is masked as a whole. */
const MOST = 500_000;

/**
 * Erases texts that were found to be secrets from others in which they may be told again.
 * @returns the same for a text that holds none of them
 */
export function eraserOf(secrets: ReadonlySet<string>): (text: string) => string {
  const sought = [...secrets].filter((secret) => secret.length >= LEAST);
  if (sought.length === 0) return (text) => text;
  const characters = sought.reduce((sum, secret) => sum + secret.length, 0);
  if (characters > MOST) return (text) => (text.length < LEAST ? text : MASK);
  // The longest first: one may be the beginning of another. One expression for all: with one pass for each, many secrets
  // that are told again would take their number times the length of what tells them.
  const escaped = sought
    .sort((one, other) => other.length - one.length)
    .map((secret) => secret.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'g');
  return (text) => text.replace(pattern, MASK);
}

/** A copy of a value, with all texts in it changed, but for the names of members. */
export function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]),
  ) as Value;
}
