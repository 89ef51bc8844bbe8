/** A world as `/__admin/worlds` has it. */
export interface World {
  name: string;
  clock: { now: string; mode: string };
  url: string;
}

/** A snapshot as `/__admin/snapshots` has it. */
export interface Snapshot {
  name: string;
  now: string;
  instances: number;
}

/** Waits for a call, and says what is done then. */
export type Run = (calling: Promise<unknown>, done: string) => void;
