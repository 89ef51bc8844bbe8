/** The time of a world. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** Milliseconds since 1970 as ISO 8601 with milliseconds, UTC. */
export function timestamp(now: number): string {
  return new Date(now).toISOString();
}
