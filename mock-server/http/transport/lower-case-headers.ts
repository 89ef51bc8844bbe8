/** Headers that were seen before, under lower-case names: many answers share theirs. */
const lowered = new WeakMap<Record<string, string>, Record<string, string>>();

/** The same headers under lower-case names, as contracts judge them. */
export function lowerCaseHeaders(headers: Record<string, string>): Record<string, string> {
  const known = lowered.get(headers);
  if (known) return known;
  const made = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  lowered.set(headers, made);
  return made;
}
