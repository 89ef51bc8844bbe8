// A whole stand-in in this process, for supertest: the real pipeline, contracts and fixtures, a clock that tests move.
import type { Express } from 'express';
import { bundledFixtures } from '../contracts/reader/fixtures.ts';
import { bundledApis } from '../contracts/reader/read-api.ts';
import { adminRouter } from '../mock-server/admin/admin.ts';
import type { MemoryBudget } from '../mock-server/domain/memory/memory-budget.ts';
import { createApp } from '../mock-server/http/app.ts';
import type { CorsSettings } from '../mock-server/simulation/apis/cors-settings.ts';
import { type LoadOptions, loadSimulation } from '../mock-server/simulation/load-simulation.ts';
import type { Simulation } from '../mock-server/simulation/simulation.ts';
import type { Store } from '../mock-server/store/interface/store.ts';
import { MemoryStore } from '../mock-server/store/memory/memory-store.ts';

export interface InProcessOptions {
  store?: Store;
  /** `tests` unless given; null: nobody gives one. */
  seed?: string | null;
  /** Where worlds begin, as `--now` has it. */
  begin?: string;
  learning?: boolean;
  contracts?: string[];
  fixtures?: string;
  cors?: CorsSettings;
  /** Whether what ships is read once for all of them. */
  reuse?: boolean;
  /** File with the faults that worlds begin with. */
  faults?: string;
  validationStatus?: Record<string, number>;
  /** By API: what it makes of tokens. */
  tokens?: LoadOptions['tokens'];
  /** How many requests the journal of a world keeps. */
  journal?: number;
  /** Told what people should know. */
  tell?: (text: string) => void;
  maxWorlds?: number;
  /** What all of it may take of memory; without bounds unless given. */
  memory?: MemoryBudget;
  /** Milliseconds since 1970 at which the clock stands. */
  now?: number;
}

export interface InProcess {
  app: Express;
  simulation: Simulation;
  /** The moment it is; assign to move the clock. */
  time: { now: number };
}

export const NOON = Date.parse('2026-06-01T12:00:00.000Z');

export async function inProcess(options: InProcessOptions = {}): Promise<InProcess> {
  const time = { now: options.now ?? NOON };
  const simulation = await loadSimulation({
    contracts: [bundledApis(), ...(options.contracts ?? [])],
    fixtures: options.fixtures ?? bundledFixtures(),
    store: options.store ?? new MemoryStore(),
    clock: { now: () => time.now },
    seed: options.seed === null ? undefined : (options.seed ?? 'tests'),
    now: options.begin,
    learning: options.learning ?? false,
    ...(options.cors && { cors: options.cors }),
    reuse: options.reuse ?? false,
    ...(options.faults !== undefined && { faults: options.faults }),
    ...(options.maxWorlds !== undefined && { maxWorlds: options.maxWorlds }),
    ...(options.memory && { memory: options.memory }),
    version: 'test',
    ...(options.journal !== undefined && { journal: options.journal }),
    ...(options.tell && { tell: options.tell }),
    validationStatus: options.validationStatus ?? {},
    ...(options.tokens && { tokens: options.tokens }),
  });
  const guarded = { host: '127.0.0.1', allowedHosts: [], token: undefined };
  return { app: createApp(simulation, adminRouter(simulation, guarded)), simulation, time };
}
