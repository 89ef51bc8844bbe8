import type { Instance } from '../../domain/instances/instance.ts';
import type { WorldOrigin } from '../../domain/instances/world-origin.ts';
import type { TimeAsOffset, WorldTime } from '../../domain/time/world-time.ts';
import { Refusal } from '../../domain/values/refusal.ts';

/** What a world keeps beside its instances. */
export interface WorldRecord {
  seed: string;
  /** How many ids it has given. */
  sequence: number;
  /** Its time; as an offset where an older version kept it. */
  time: WorldTime | TimeAsOffset;
  /** What somebody said of how the world is to begin: a moment, and as which instant that was taken; a seed. */
  begun?: { now?: string; at?: string; seed?: string };
  /** ISO 8601: when it began, by its own clock. */
  since?: string;
  /** Made by name: it does not go to make room for others. */
  pinned: boolean;
  /** What it was made from, if not the fixtures: it does not begin with their instances then. */
  madeFrom?: WorldOrigin;
  /** By process, JSON Pointers in the data of its instances to dates that move when the world does. */
  moving?: Record<string, string[]>;
  /** Of the IANA database: in whose days and weeks it is moved. UTC unless said. */
  timezone?: string;
  /** Ids of instances that somebody wanted gone: neither fixtures nor a story bring them back. */
  without?: string[];
}

/** What `--learn` accepted about an API. */
export interface LearnedFact {
  api: string;
  fact: Record<string, unknown>;
}

/** An instance to be written. */
export interface Put {
  instance: Instance;
  /** The version it was made from; null for a new one. */
  expected: number | null;
  /** How long its timeline was in that version: what is behind that is new. */
  timelineBefore?: number;
}

/** All of it happens, or nothing. */
export interface Change {
  puts: Put[];
  record: WorldRecord;
  /** What the world learned since its last change; it comes to what it knew. */
  learned?: LearnedFact[];
  /** Ids of instances that go, at whatever version they are. */
  removes?: string[];
}

export interface Filter {
  api?: string;
  process?: string;
  /** How many at most. */
  limit: number;
  /** Goes on after this one, as `next` of the page before said. */
  cursor?: string;
}

export interface Page {
  items: Instance[];
  next?: string;
}

/** What a store says of itself. */
export interface StoreHealth {
  /** Whether it takes writes, and keeps them as it should. */
  ok: boolean;
  reason?: string;
  /** How many instances it keeps, and how many it would. */
  instances: { kept: number; most: number };
}

/**
 * Keeps the instances of all worlds. Engines: memory, file (lowdb); the verbs suit a database server as well: all are
 * asynchronous, a write names the version it was made from, none reads everything on the way of a request.
 */
export interface Store {
  readonly kind: 'memory' | 'file';
  worlds(): Promise<string[]>;
  record(world: string): Promise<WorldRecord | undefined>;
  /** What a world learned, in order. */
  learned(world: string): Promise<readonly LearnedFact[]>;
  get(world: string, id: string): Promise<Instance | undefined>;
  /** Whether an id is in use: that of an instance, or a number among its facts. */
  has(world: string, id: string | number): Promise<boolean>;
  list(world: string, filter: Filter): Promise<Page>;
  /** The ids of an API's instances with a key, the oldest first. */
  find(world: string, api: string, key: string): Promise<string[]>;
  /**
   * Writes a change once it is as durable as the engine promises.
   * @returns false, with nothing written, when an instance is no longer at the version expected
   * @throws StoreUnavailable when it cannot be written; nothing is. StoreFull when it is an instance too many
   */
  commit(world: string, change: Change): Promise<boolean>;
  /** All instances of a world, in the order of `list`, those among them that every world begins with. */
  all(world: string): AsyncIterable<Instance>;
  /** All instances that are kept of a world, one after the other; for a start, never on the way of a request. */
  each(world: string): AsyncIterable<Instance>;
  /**
   * Forgets a world.
   * @throws StoreUnavailable when that cannot be written; nothing is forgotten
   */
  drop(world: string): Promise<void>;
  /**
   * Waits until nothing that was removed is left anywhere in the engine's files.
   * @throws StoreUnavailable when some of it cannot be rewritten
   */
  purge(): Promise<void>;
  health(): StoreHealth;
  close(): Promise<void>;
}

/** A write that could not be made durable; whoever asked for it is refused in the words of its API. */
export class StoreUnavailable extends Refusal {
  override readonly name = 'StoreUnavailable';

  constructor(reason: string) {
    super('insufficient-storage', { reason });
    this.message = reason;
  }
}

/** There are as many instances as there may be. */
export class StoreFull extends StoreUnavailable {}
