import { beginAt } from '../domain/time/begin-at.ts';
import { timestamp } from '../domain/time/timestamp.ts';
import { beginTime } from '../domain/time/world-time.ts';
import type { WorldRecord } from '../store/interface/store.ts';
import { DEFAULT_WORLD } from './world-name.ts';

/** What somebody said of how a world is to begin; it begins so again when it is reset. */
export interface Beginning {
  /** An instant, or how long before the host's time: `-P21D`. */
  now?: string;
  seed?: string;
}

/**
 * A new world, nothing having happened in it.
 * @param seed where `begun` has none
 * @param host the host's time, in milliseconds since 1970
 * @param onBeginning told the moment, ISO 8601, where that is not the host's
 * @throws RangeError as `beginAt`
 */
export function newRecord(
  begun: Beginning,
  { seed, host, pinned }: { seed: string; host: number; pinned: boolean },
  onBeginning: (at: string) => void = () => {},
): WorldRecord {
  const { now } = begun;
  const at = now === undefined ? undefined : beginAt(now, host);
  const said = {
    ...(now !== undefined && { now }),
    ...(begun.seed !== undefined && { seed: begun.seed }),
    ...(at !== undefined && { at: timestamp(at) }),
  };
  if (said.at !== undefined) onBeginning(said.at);
  return {
    seed: begun.seed ?? seed,
    sequence: 0,
    time: beginTime(host, at),
    since: timestamp(at ?? host),
    pinned,
    ...(Object.keys(said).length > 0 && { begun: said }),
  };
}

/** Whether a world is kept though nothing has happened in it. */
export function staysMade(name: string, { pinned, madeFrom, without }: WorldRecord): boolean {
  return pinned || name === DEFAULT_WORLD || madeFrom !== undefined || without !== undefined;
}
