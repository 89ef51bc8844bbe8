import type { Data } from './merge.ts';

/** What moved an instance, and when. */
export interface TimelineEntry {
  /** ISO 8601, milliseconds. */
  at: string;
  from: string | null;
  to: string;
  /** `start`, or the event: `COMPLETE`. */
  cause: string;
  /** Names of the data members that it changed. */
  changed?: string[];
}

/** A process instance of either product. */
export interface Instance {
  /** The product's own id: a UUID in FlowX, `inst_…` in apptor flow. */
  id: string;
  api: string;
  /** The process definition's name, or the flow's id. */
  process: string;
  /** Grows with every change; a change names the version it was made from. */
  version: number;
  /** Where it is: the product's state, or the node it waits at. */
  state: string;
  data: Data;
  /** ISO 8601, milliseconds. */
  startedAt: string;
  endedAt?: string;
  /** What only the product's behaviour understands. */
  facts: Record<string, unknown>;
  timeline: TimelineEntry[];
}

/** A change of an instance. */
export interface Step {
  to: string;
  cause: string;
  at: string;
  data?: Data;
  facts?: Record<string, unknown>;
  ended?: boolean;
}

/** The instance after a change: state, data and timeline, one version on. */
export function moved(instance: Instance, step: Step, changed: string[]): Instance {
  const entry: TimelineEntry = { at: step.at, from: instance.state, to: step.to, cause: step.cause };
  return {
    ...instance,
    version: instance.version + 1,
    state: step.to,
    data: step.data ?? instance.data,
    facts: { ...instance.facts, ...step.facts },
    ...(step.ended && { endedAt: step.at }),
    timeline: [...instance.timeline, changed.length > 0 ? { ...entry, changed } : entry],
  };
}
