import { fromPointer } from '../../../contracts/files/pointer.ts';

/** A copy in which the value at a JSON Pointer is another; objects on the way are made where they are missing. */
export function withValueAt(value: unknown, pointer: string, replacement: unknown): unknown {
  return replaced(value, fromPointer(pointer), replacement);
}

function replaced(value: unknown, keys: readonly string[], replacement: unknown): unknown {
  const [first, ...rest] = keys;
  if (first === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === first ? replaced(one, rest, replacement) : one));
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const known = members.some(([name]) => name === first);
  const all: [string, unknown][] = known ? members : [...members, [first, undefined]];
  return Object.fromEntries(
    all.map(([name, one]) => [name, name === first ? replaced(one, rest, replacement) : one]),
  );
}
