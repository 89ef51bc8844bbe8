import type { Request, Response } from 'express';
import type { Contract } from '../../contracts/reader/contract.ts';
import type { Caller } from '../behaviours/behaviour.ts';
import type { Steering } from '../domain/faults/fault.ts';
import type { JournalEntry, Source } from '../domain/journal/journal-entry.ts';
import type { Refusal } from '../domain/values/refusal.ts';
import type { LoadedApi } from '../simulation/apis/loaded-api.ts';
import type { Found } from '../simulation/apis/operation-router.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { World } from '../worlds/world.ts';
import type { Preferences } from './transport/parse-prefer.ts';
import type { RequestMemory } from './transport/request-memory.ts';

/** An answer on its way out. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Undefined: no body. */
  body?: unknown;
  source: Source;
  /** As the journal shows it, where there are credentials in it. */
  shown?: { headers: Record<string, string>; body: unknown };
}

/** One request on its way through the pipeline; each step adds what the later ones need. */
export interface Exchange {
  simulation: Simulation;
  req: Request;
  res: Response;
  world: World;
  /** Why the world asked for cannot be, and the default one is used instead. */
  trouble: Refusal | undefined;
  entry: JournalEntry;
  /** What it takes of memory. */
  memory: RequestMemory;
  /** What the client asked for, without world prefix and query. */
  path: string;
  /** What answers at the address, if anything does. */
  match: Found | undefined;
  /** The API that the address belongs to. */
  api: LoadedApi | undefined;
  contract?: Contract;
  params: Record<string, string>;
  query: Record<string, unknown>;
  caller: Caller;
  preferences: Preferences;
  /** The preferences that were honoured. */
  applied: string[];
  /** The body's media type, when it has one that the operation takes. */
  contentType?: string;
  /** The reading of the body, once it has begun. */
  reading?: Promise<void>;
  /** How many bytes of body came, unpacked. */
  received: number;
  /** When the checks were done, and when the behaviour had answered (`performance.now`); 0: it did not come to that. */
  checkedAt: number;
  behavedAt: number;
  body?: unknown;
  /** How the answer is steered, when it is. */
  steering?: Steering;
  /** Why an instance that the request named is stored and not shown. */
  quarantined?: string;
}
