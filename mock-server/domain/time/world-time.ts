import { END_OF_TIME } from './instant.ts';
import { timestamp } from './timestamp.ts';

/**
 * `follows-host`: nobody gave the world a time, and it is the host's. `running`: its own, which goes on with the host's.
 * `frozen`: it stands.
 */
export type ClockMode = 'follows-host' | 'running' | 'frozen';

/** The time of a world as it is kept: its moment, the moment it was on the host then, and how it goes on. */
export interface WorldTime {
  /** ISO 8601, milliseconds, UTC. */
  world: string;
  host: string;
  mode: ClockMode;
}

/** As formats 1 to 3 of the store kept it: how far it was from the host's clock, or where it stood; milliseconds. */
export type TimeAsOffset = { mode: 'running'; offset: number } | { mode: 'frozen'; at: number };

/** The time of a world that begins: a moment of its own, or the host's. All in milliseconds since 1970. */
export function beginTime(host: number, own?: number): WorldTime {
  const mode = own === undefined ? 'follows-host' : 'running';
  return { world: timestamp(own ?? host), host: timestamp(host), mode };
}

/**
 * What was kept, in whichever form.
 * @param host what the host's clock shows now, in milliseconds since 1970; an offset counts from there
 */
export function readTime(kept: WorldTime | TimeAsOffset, host: number): WorldTime {
  if ('world' in kept) return kept;
  if (kept.mode === 'frozen') return { world: timestamp(kept.at), host: timestamp(host), mode: 'frozen' };
  return beginTime(host, kept.offset === 0 ? undefined : Math.min(host + kept.offset, END_OF_TIME));
}
