/**
 * A pattern for paths: `*` is anything within one segment, `**` anything at all. It has to fit the whole path.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const pieces = pattern.split(/(\*+)/).map((piece) => {
    if (piece === '*') return '[^/]*';
    return piece.startsWith('*') ? '.*' : piece.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
  });
  const expression = new RegExp(`^${pieces.join('')}$`, 's');
  return (path) => expression.test(path);
}
