/** An instance as the control plane has it. */
export interface Instance {
  id: string;
  api: string;
  process: string;
  state: string;
  startedAt: string;
  endedAt?: string;
  data: Record<string, unknown>;
  /** Each with the moment it falls due, in milliseconds since 1970. */
  timers: { delay: string; due: number }[];
  timeline: { at: string; from: string | null; to: string; cause: string; changed?: string[] }[];
}
