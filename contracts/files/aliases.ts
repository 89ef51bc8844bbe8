/** So many values no file has that somebody wrote. */
const MOST_VALUES = 1_000_000;

/**
 * What is wrong with what aliases of YAML make of a file: one in itself never ends, and a few lines of them may stand for
 * more than any memory holds.
 * @param value as the parser gives it, with one object for all aliases of it
 */
export function aliasTrouble(value: unknown): string | undefined {
  const sizes = new Map<object, number>();
  const around = new Set<object>();
  const sizeOf = (one: unknown): number => {
    if (typeof one !== 'object' || one === null) return 1;
    const known = sizes.get(one);
    if (known !== undefined) return known;
    if (around.has(one)) return Number.NaN;
    around.add(one);
    let size = 1;
    for (const member of Object.values(one)) size += sizeOf(member);
    around.delete(one);
    sizes.set(one, size);
    return size;
  };
  const size = sizeOf(value);
  if (Number.isNaN(size)) return 'an alias stands for something that it is itself in';
  if (size <= MOST_VALUES) return undefined;
  return `its aliases stand for ${size.toPrecision(3)} values, and ${MOST_VALUES} are allowed`;
}
