import type { Exchange } from '../exchange.ts';

/** Milliseconds, to the microsecond. */
export const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

/**
 * Notes where the time went, for the journal and for `Server-Timing`, which developer tools show.
 * @returns the header's value: `check;dur=0.2, behave;dur=0.1, total;dur=0.4`, in milliseconds
 */
export function serverTiming({ entry, checkedAt, behavedAt }: Exchange, startedAt: number): string {
  const now = performance.now();
  const total = rounded(now - startedAt);
  entry.durationMs = total;
  if (checkedAt === 0) return `total;dur=${total}`;
  const check = rounded(checkedAt - startedAt);
  const behave = rounded((behavedAt || now) - checkedAt);
  entry.timing = { check, behave };
  return `check;dur=${check}, behave;dur=${behave}, total;dur=${total}`;
}
