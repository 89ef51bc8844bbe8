import type { Instance } from './instance-record.ts';

/** A stay that is so many times as long as the usual one is squeezed to that. */
const SQUEEZED = 10;

export interface Stay {
  at: string;
  until: string | undefined;
  /** In per cent of all that is drawn. */
  start: number;
  width: number;
  squeezed: boolean;
}

/**
 * How long each state lasted, to scale; where one lasted much longer than most, it is squeezed, as else nothing of the
 * others would be seen. The state that it is in has no end yet.
 */
export function staysOf({ timeline, endedAt }: Pick<Instance, 'timeline' | 'endedAt'>): Stay[] {
  const untils = timeline.map((_, index) => timeline[index + 1]?.at ?? endedAt);
  const lengths = timeline.map(({ at }, index) =>
    Math.max(0, Date.parse(untils[index] ?? at) - Date.parse(at)),
  );
  const sorted = lengths.filter((length) => length > 0).sort((one, other) => one - other);
  const most = SQUEEZED * (sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) || 1;
  const drawn = lengths.map((length) => Math.min(length, most));
  const total = drawn.reduce((sum, one) => sum + one, 0) || 1;
  let passed = 0;
  return timeline.map(({ at }, index) => {
    const start = (100 * passed) / total;
    passed += drawn[index] ?? 0;
    const squeezed = (lengths[index] ?? 0) > most;
    return { at, until: untils[index], start, width: (100 * passed) / total - start, squeezed };
  });
}
