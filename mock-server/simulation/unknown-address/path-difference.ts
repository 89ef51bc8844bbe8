/** What becomes of a segment when what was asked is laid beside what could have been asked. */
export interface Step {
  kind: 'same' | 'other' | 'missing' | 'extra';
  /** '' where it is missing. */
  asked: string;
  /** '' where it is too many. */
  wanted: string;
  /** Which segment of what was asked, from 1; where one is missing, the one that it belongs before. */
  at: number;
}

interface Way {
  cost: number;
  steps: Step[];
}

/**
 * Lays two lists of segments beside each other so that they differ least: the edit distance, by segments.
 * @param unlikeness of two segments, from 0 (fits) to 1; one that is missing or too many counts 1
 */
export function pathDifference(
  asked: readonly string[],
  wanted: readonly string[],
  unlikeness: (asked: string, wanted: string) => number,
): Way {
  // ways[j]: the best for the segments asked so far and the first j wanted.
  let ways: Way[] = [{ cost: 0, steps: [] }];
  for (const segment of wanted) ways.push(extended(ways.at(-1) as Way, 1, missing(segment, 1)));
  asked.forEach((mine, index) => {
    const at = index + 1;
    const next: Way[] = [extended(ways[0] as Way, 1, { kind: 'extra', asked: mine, wanted: '', at })];
    wanted.forEach((other, column) => {
      const unlike = unlikeness(mine, other);
      const kind = unlike === 0 ? 'same' : 'other';
      next.push(
        best([
          extended(ways[column] as Way, unlike, { kind, asked: mine, wanted: other, at }),
          extended(next[column] as Way, 1, missing(other, at + 1)),
          extended(ways[column + 1] as Way, 1, { kind: 'extra', asked: mine, wanted: '', at }),
        ]),
      );
    });
    ways = next;
  });
  return ways.at(-1) as Way;
}

function missing(wanted: string, at: number): Step {
  return { kind: 'missing', asked: '', wanted, at };
}

function extended({ cost, steps }: Way, more: number, step: Step): Way {
  return { cost: cost + more, steps: [...steps, step] };
}

function best(ways: Way[]): Way {
  return ways.reduce((least, other) => (other.cost < least.cost ? other : least));
}
