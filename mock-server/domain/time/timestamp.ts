/** The time of a world. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** What was written last: many things happen in the same millisecond. */
const last = { now: 0, text: '1970-01-01T00:00:00.000Z' };

/** Milliseconds since 1970 as ISO 8601 with milliseconds, UTC. */
export function timestamp(now: number): string {
  if (now !== last.now) {
    last.text = new Date(now).toISOString();
    last.now = now;
  }
  return last.text;
}
