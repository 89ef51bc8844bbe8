/** Deeper nesting is refused: it would exhaust the stack where the data is written again. */
export const DEEPEST = 500;

/**
 * Whether JSON is nested deeper than it may be; level by level, without recursion: this is what protects the code that
 * recurses.
 * @param text what the value was read from; each level takes two characters at least
 */
export function isTooDeep(value: unknown, text: { length: number }): boolean {
  if (text.length <= 2 * DEEPEST) return false;
  let level: unknown[] = [value];
  for (let seen = 0; level.length > 0; seen += 1) {
    if (seen > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
