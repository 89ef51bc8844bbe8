/**
 * A pattern for paths: `*` is anything within one segment, `**` anything at all. It has to fit the whole path.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const pieces = pattern.match(/\*+|[^*]/g) ?? [];
  return (path) => fits(pieces, path);
}

/** Where it goes on when a star is to take one more character: the piece behind the star, and the place in the path. */
interface Retry {
  piece: number;
  at: number;
}

/**
 * No regular expression: those with many stars try for ever, while a star here is only ever gone back to as long as no
 * later one was reached, which for patterns of stars and letters is enough.
 */
function fits(pieces: readonly string[], path: string): boolean {
  let [piece, at] = [0, 0];
  let within: Retry | undefined;
  let across: Retry | undefined;
  while (at < path.length) {
    const wanted = pieces[piece];
    if (wanted === path[at] && wanted !== '*') {
      piece += 1;
      at += 1;
    } else if (wanted?.startsWith('*')) {
      piece += 1;
      within = wanted === '*' ? { piece, at } : undefined;
      if (wanted !== '*') across = { piece, at };
    } else if (within && path[within.at] !== '/') {
      within.at += 1;
      ({ piece, at } = within);
    } else if (across) {
      within = undefined;
      across.at += 1;
      ({ piece, at } = across);
    } else return false;
  }
  return pieces.slice(piece).every((rest) => rest.startsWith('*'));
}
