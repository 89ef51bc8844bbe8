import { nextDue } from '../instances/due-transitions.ts';
import type { Instance, TimelineEntry } from '../instances/instance.ts';
import type { JournalEntry, Source } from '../journal/journal-entry.ts';
import { END_OF_TIME } from '../time/instant.ts';
import { timestamp } from '../time/timestamp.ts';

/** A request that was answered; `GET /requests/ID` has all that explains the answer. */
export interface RequestEvent {
  id: string;
  /** ISO 8601, the world's clock. */
  at: string;
  method: string;
  /** As asked, credentials masked. */
  url: string;
  worldBy: JournalEntry['worldBy'];
  status?: number;
  source?: Source;
  api?: string;
  operationId?: string;
  why?: string;
  /** The refusal's name. */
  refusal?: string;
  /** How many promises it broke. */
  violations: number;
  durationMs?: number;
  /** Its answer was steered, by a preference or a fault. */
  fault?: true;
  /** It is a call of a product that is known and left out. */
  leftOut?: true;
  /** A browser does not let its page have the answer. */
  blocked?: true;
}

/** An instance that was started, moved or changed; `GET /instances/ID` has its data and its whole timeline. */
export interface InstanceEvent {
  id: string;
  api: string;
  process: string;
  state: string;
  /** Only grows. */
  version: number;
  key?: string;
  startedAt: string;
  endedAt?: string;
  /** It is there from now on. */
  created?: true;
  /** Those that are new, in order; none where only its data or its delays changed. */
  transitions: TimelineEntry[];
  /** When it moves next by itself, ISO 8601. */
  nextDue: string | null;
}

/** An instance that was removed. */
interface RemovedEvent {
  id: string;
  removed: true;
}

/** A clock that was moved, frozen or set going. */
interface ClockEvent {
  /** ISO 8601, milliseconds. */
  now: string;
  mode: 'running' | 'frozen';
}

/** Other faults are set. */
interface FaultsEvent {
  /** How many. */
  count: number;
}

/**
 * What became of a world: it is one of those there are, stays where others make room, began anew, is gone, or lost its
 * journal.
 */
interface WorldEvent {
  change: 'made' | 'kept' | 'begun' | 'deleted' | 'emptied';
}

/** What people should know: told once, something is wrong, or it is mended. */
export interface NoticeEvent {
  about: string;
  kind: 'told' | 'wrong' | 'mended';
  text: string;
}

/** A snapshot is there, or gone. */
interface SnapshotsEvent {
  name: string;
  change: 'saved' | 'deleted';
}

/** What happens, by the names of its events. */
export interface Happening {
  request: RequestEvent;
  instance: InstanceEvent | RemovedEvent;
  clock: ClockEvent;
  faults: FaultsEvent;
  world: WorldEvent;
  notice: NoticeEvent;
  snapshots: SnapshotsEvent;
}

/** What of a request is announced. */
export function requestEvent(entry: JournalEntry): RequestEvent {
  const { id, at, method, url, worldBy, status, source, api, operationId, why, durationMs } = entry;
  return {
    id,
    at,
    method,
    url,
    worldBy,
    ...(status !== undefined && { status }),
    ...(source !== undefined && { source }),
    ...(api !== undefined && { api }),
    ...(operationId !== undefined && { operationId }),
    ...(why !== undefined && { why }),
    ...(entry.refusal && { refusal: entry.refusal.name }),
    violations: entry.violations.length,
    ...(durationMs !== undefined && { durationMs }),
    ...(entry.fault && { fault: true }),
    ...(entry.leftOut && { leftOut: true }),
    ...(entry.blocked !== undefined && { blocked: true }),
  };
}

/**
 * What of an instance is announced when it was written.
 * @param known how long its timeline was before; undefined for a new one
 */
export function instanceEvent(instance: Instance, known: number | undefined): InstanceEvent {
  const { id, api, process, state, version, key, startedAt, endedAt, timeline } = instance;
  const due = nextDue(instance);
  return {
    id,
    api,
    process,
    state,
    version,
    ...(key !== undefined && { key }),
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
    ...(known === undefined && { created: true }),
    transitions: timeline.slice(known ?? 0),
    nextDue: due !== undefined && due <= END_OF_TIME ? timestamp(due) : null,
  };
}
