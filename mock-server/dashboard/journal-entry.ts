/** A request as the journal keeps it, and as the event tells it, which has fewer members. */
export interface Entry {
  id: string;
  at: string;
  method: string;
  url: string;
  world: string;
  api?: string;
  operationId?: string;
  status?: number;
  source?: string;
  why?: string;
  hint?: string;
  /** A preflight that asked for what is not allowed. */
  blocked?: boolean;
  durationMs?: number;
  headers?: Record<string, string>;
  body?: unknown;
  answer?: { headers: Record<string, string>; body?: unknown };
  violations?: Violation[] | number;
  nearest?: { method: string; path: string; operationId: string; differences: string[] }[];
}

export interface Violation {
  in: string;
  pointer: string;
  keyword: string;
  expected: unknown;
  actual: unknown;
  message: string;
  provenance: { status: string; source: string[] };
  promise?: { file: string; line: number; pointer: string };
}
