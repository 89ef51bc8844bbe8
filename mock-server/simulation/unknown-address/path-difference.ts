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

/** Two lists of segments laid beside each other. */
export interface Way {
  cost: number;
  /** In the order of the segments; worked out when it is asked for, as most ways are only counted. */
  steps(): Step[];
}

/** How two lists come to a cell of their table: both go on (0), or one of them alone. */
const MISSING = 1;
const EXTRA = 2;

/** How many segments two segments count as; from 0, they fit, to 1. */
type Unlikeness = (asked: string, wanted: string) => number;

/**
 * Lays two lists of segments beside each other so that they differ least: the edit distance, by segments.
 * @param unlikeness of two segments, from 0 (fits) to 1; one that is missing or too many counts 1
 */
export function pathDifference(
  asked: readonly string[],
  wanted: readonly string[],
  unlikeness: Unlikeness,
): Way {
  const { costs, moves } = tableOf(asked, wanted, unlikeness);
  return { cost: costs.at(-1) as number, steps: () => stepsOf(moves, asked, wanted, unlikeness) };
}

/** The cell of row i and column j: the first i segments asked beside the first j wanted, and how they came together. */
function tableOf(asked: readonly string[], wanted: readonly string[], unlikeness: Unlikeness) {
  const width = wanted.length + 1;
  const costs = new Float64Array((asked.length + 1) * width);
  const moves = new Uint8Array(costs.length);
  for (let cell = 1; cell < costs.length; cell += 1) {
    const [row, column] = [Math.floor(cell / width), cell % width];
    const missing = column === 0 ? Number.POSITIVE_INFINITY : (costs[cell - 1] as number) + 1;
    const extra = row === 0 ? Number.POSITIVE_INFINITY : (costs[cell - width] as number) + 1;
    let cost = Number.POSITIVE_INFINITY;
    if (row > 0 && column > 0) {
      const unlike = unlikeness(asked[row - 1] as string, wanted[column - 1] as string);
      cost = (costs[cell - width - 1] as number) + unlike;
    }
    // Of ways that cost the same, the first of these counts.
    if (missing < cost) [cost, moves[cell]] = [missing, MISSING];
    if (extra < cost) [cost, moves[cell]] = [extra, EXTRA];
    costs[cell] = cost;
  }
  return { costs, moves };
}

/** Walks from the last cell back to the first. */
function stepsOf(
  moves: Uint8Array,
  asked: readonly string[],
  wanted: readonly string[],
  unlikeness: Unlikeness,
): Step[] {
  const steps: Step[] = [];
  for (let [row, column] = [asked.length, wanted.length]; row > 0 || column > 0; ) {
    const move = moves[row * (wanted.length + 1) + column];
    const mine = asked[row - 1] as string;
    const other = wanted[column - 1] as string;
    if (move === MISSING) steps.push({ kind: 'missing', asked: '', wanted: other, at: row + 1 });
    else if (move === EXTRA) steps.push({ kind: 'extra', asked: mine, wanted: '', at: row });
    else {
      const kind = unlikeness(mine, other) === 0 ? 'same' : 'other';
      steps.push({ kind, asked: mine, wanted: other, at: row });
    }
    if (move !== MISSING) row -= 1;
    if (move !== EXTRA) column -= 1;
  }
  return steps.reverse();
}
