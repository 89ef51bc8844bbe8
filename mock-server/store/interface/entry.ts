import type { Instance } from '../../domain/instances/instance.ts';
import type { LearnedFact, WorldRecord } from './store.ts';

/**
 * One thing that is kept of a world. All of a store is a row of these: of each world first its record, then, in the
 * order they came, what it learned and its instances.
 */
export type Entry =
  | { world: string; record: WorldRecord }
  | { world: string; instance: Instance }
  | { world: string; learned: LearnedFact };
