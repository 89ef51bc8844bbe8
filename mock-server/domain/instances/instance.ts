import type { Data } from '../values/process-data.ts';
import type { Timer } from './lifecycle.ts';

/** What moved an instance, and when. */
export interface TimelineEntry {
  /** ISO 8601, milliseconds; for a delay the moment it fell due. */
  at: string;
  from: string | null;
  to: string;
  /** `start`, an event such as `COMPLETE`, or a delay: `after PT2S`. */
  cause: string;
  /** Names of the data members that it changed. */
  changed?: string[];
}

/** What of an instance decides which lifecycle it follows. */
export type Following<Facts = Data> = Pick<Instance<Facts>, 'api' | 'process' | 'facts'>;

/** A process instance of any product. */
export interface Instance<Facts = Data> {
  /** The product's own id, in its own form. */
  id: string;
  api: string;
  /** The process definition's name, or the flow's id. */
  process: string;
  /** Grows with every change; a change names the version it was made from. */
  version: number;
  /** A state of its lifecycle. */
  state: string;
  data: Data;
  /** The delays it waits for. */
  timers: Timer[];
  /** ISO 8601, milliseconds. */
  startedAt: string;
  endedAt?: string;
  /** What it can be found by, beside its id, such as what correlates two requests. */
  key?: string;
  /** What only the product's behaviour understands. */
  facts: Facts;
  timeline: TimelineEntry[];
}
