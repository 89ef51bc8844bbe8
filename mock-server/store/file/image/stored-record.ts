import type { TimeAsOffset } from '../../../domain/time/world-time.ts';
import type { WorldRecord } from '../../interface/store.ts';

/** A record as any version wrote it: format 1 had no clocks, formats 1 to 3 had what was learned in it, and offsets. */
export type OldRecord = Partial<WorldRecord> & {
  clock?: TimeAsOffset;
  learned?: Record<string, Record<string, unknown>[]>;
};

/** The record as this version has it. */
export function currentRecord({ learned: _, clock, ...record }: OldRecord): WorldRecord {
  return { time: clock ?? { mode: 'running', offset: 0 }, pinned: false, ...record } as WorldRecord;
}

/** What a world begins with of which nothing but instances is left. */
export function lostRecord(world: string): WorldRecord {
  return currentRecord({ seed: world, sequence: 0, pinned: true });
}
