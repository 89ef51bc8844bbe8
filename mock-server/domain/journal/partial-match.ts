/**
 * Whether a value has another one in it. An object has another one in it when it has all of its members in it, whatever
 * else it has; a list when each wanted item is in one of its items; a text when it stands in the value's text, as JSON
 * or as a text inside. Anything else has to be the same.
 */
export function partialMatch(value: unknown, wanted: unknown): boolean {
  if (typeof wanted === 'string') return hasText(value, wanted);
  return hasPart(value, wanted);
}

function hasPart(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if (Array.isArray(wanted)) return Array.isArray(value) && hasItems(value, wanted);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(wanted).every(
    ([name, part]) => Object.hasOwn(value, name) && hasPart((value as Record<string, unknown>)[name], part),
  );
}

function hasItems(value: readonly unknown[], wanted: readonly unknown[]): boolean {
  // What is no object is found without looking at each.
  const plain = new Set(value);
  return wanted.every((part) =>
    typeof part !== 'object' || part === null ? plain.has(part) : value.some((item) => hasPart(item, part)),
  );
}

function hasText(value: unknown, text: string): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return value.includes(text);
  return JSON.stringify(value).includes(text) || textsIn(value).some((one) => one.includes(text));
}

/** All texts of a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
