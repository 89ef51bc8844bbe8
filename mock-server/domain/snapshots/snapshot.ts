import type { Instance } from '../instances/instance.ts';

/** A world as a file: what `contracts/snapshot.schema.json` has. */
export interface Snapshot {
  format: number;
  seed: string;
  /** How many ids the world had given. */
  sequence: number;
  /** Its moment, ISO 8601, and whether its clock went. */
  time: { now: string; mode: 'running' | 'frozen' };
  /** Of the IANA database: in whose days and weeks it is moved. */
  timezone: string;
  /** Digests of contracts and fixtures, by name. */
  fingerprints: Record<string, string>;
  learned: { api: string; fact: Record<string, unknown> }[];
  faults: Record<string, unknown>[];
  /** By process, JSON Pointers in the data to dates that move when the world does. */
  moving: Record<string, string[]>;
  /** By id. */
  instances: Record<string, Omit<Instance, 'id'>>;
}

/** The format that is written; others are refused. */
export const SNAPSHOT_FORMAT = 1;

/** The instances of a snapshot. */
export function instancesOf({ instances }: Snapshot): Instance[] {
  return Object.entries(instances).map(([id, instance]) => ({ ...instance, id }) as Instance);
}
