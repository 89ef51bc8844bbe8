import type { Exchange } from '../checks/check.ts';
import type { Report } from '../report/report.ts';

/** How long each operation took to answer, in milliseconds: for information. */
export function timingOf(exchanges: readonly Exchange[]): Report['timing'] {
  const byOperation = new Map<string, number[]>();
  for (const { contract, received } of exchanges) {
    const { id } = contract.operation;
    byOperation.set(id, [...(byOperation.get(id) ?? []), received.ms]);
  }
  return [...byOperation].map(([operationId, times]) => {
    const sorted = times.sort((one, other) => one - other);
    const at = (share: number): number => rounded(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
    return { operationId, count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
  });
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
