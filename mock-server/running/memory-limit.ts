import { getHeapStatistics } from 'node:v8';

const MEGABYTE = 1024 ** 2;
const UNITS: Record<string, number> = { KB: 1024, MB: MEGABYTE, GB: 1024 * MEGABYTE };

/** Of the heap, what may be used by all that is as large as clients want it; and what must be left of a small one. */
const SHARE = 0.65;
const LEFT = 120 * MEGABYTE;

/** A size in bytes, such as `300MB` or `1.5GB`; a share of Node's heap where none is given. */
export function memoryLimit(size: string | undefined): number {
  const [, number = '', unit = ''] = /^([\d.]+)([KMG]B)$/.exec(size ?? '') ?? [];
  if (number !== '') return Math.floor(Number(number) * (UNITS[unit] ?? 1));
  const heap = getHeapStatistics().heap_size_limit;
  return Math.floor(Math.max(heap / 4, Math.min(heap * SHARE, heap - LEFT)));
}
