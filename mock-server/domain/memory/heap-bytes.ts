/** What V8 needs for things beside what is in them, in bytes; a little too much rather than too little. */
const OBJECT = 56;
const MEMBER = 24;
const ARRAY = 48;
const ELEMENT = 8;
const TEXT = 24;
const DOUBLE = 16;

/** From here on the size of a value is remembered: to look through it again would take a while. */
const LARGE = 16 * 1024;

const known = new WeakMap<object, number>();

/**
 * About how many bytes of the heap a JSON value takes: up to twenty times its text, where that is `[{},{},…]`. The names
 * of members are shared with others of their kind, as a rule, and count by the member.
 */
export function heapBytes(value: unknown): number {
  if (typeof value === 'string') return TEXT + bytesOfText(value);
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 30 ? 0 : DOUBLE;
  if (typeof value !== 'object' || value === null) return 0;
  const before = known.get(value);
  if (before !== undefined) return before;
  const bytes = Array.isArray(value) ? ofArray(value) : ofObject(value as Record<string, unknown>);
  if (bytes >= LARGE) known.set(value, bytes);
  return bytes;
}

function ofArray(value: readonly unknown[]): number {
  let bytes = ARRAY + ELEMENT * value.length;
  for (const one of value) bytes += heapBytes(one);
  return bytes;
}

function ofObject(value: Record<string, unknown>): number {
  let bytes = OBJECT;
  let members = 0;
  for (const name in value) {
    members += 1;
    bytes += MEMBER + heapBytes(value[name]);
    // So many are no kind of thing any more, but a table with names of its own.
    if (members > 32) bytes += TEXT + name.length;
  }
  return bytes;
}

/** Other than Latin letters take two bytes each. Short ones are not worth a look. */
function bytesOfText(text: string): number {
  return text.length > 64 && /[^\0-\xff]/.test(text) ? 2 * text.length : text.length;
}
