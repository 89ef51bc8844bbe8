/**
 * Whether a path is as a pattern says, in which `*` stands for any characters, `/` among them. Both may be
 * percent-encoded or not: `/process-name/[DOCS]x` and `/process-name/%5BDOCS%5Dx` are the same.
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const source = decoded(pattern)
    .split(/\*+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(decoded(path));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
