import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../contracts/files/json.ts';
import type { Api } from '../../contracts/reader/api.ts';
import type { Contract } from '../../contracts/reader/contract.ts';
import type { Fixtures } from '../../contracts/reader/fixtures.ts';
import type { DataSchemas } from '../../contracts/schema/judging/user-schemas.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Data } from '../domain/values/process-data.ts';
import type { World } from '../worlds/world.ts';
import type { Worlds } from '../worlds/world-registry.ts';
import type { Lifecycles } from './apis/lifecycles.ts';
import type { Quarantine } from './instances/quarantine.ts';
import type { JournalEntry } from './journal/journal-entry.ts';
import type { Notices } from './operator-notices.ts';

export type MockWorld = World<JournalEntry>;

/** An API with all that answers for it. */
export interface LoadedApi {
  api: Api;
  /** By operation id. */
  contracts: Map<string, Contract>;
  behaviour: Behaviour | undefined;
  fixtures: Fixtures;
  lifecycles: Lifecycles;
  /** A status the configuration chose for requests that break the contract. */
  validationStatus: string | undefined;
}

/** The whole stand-in, ready to answer. */
export interface StandIn {
  apis: LoadedApi[];
  worlds: Worlds<JournalEntry>;
  store: Quarantine;
  notices: Notices;
  schemas: DataSchemas;
  /** Whether unknown ids are accepted and remembered. */
  learning: boolean;
  version: string;
}

/** By world and API as it was loaded: one that is loaded anew has another catalogue to learn to. */
const cache = new WeakMap<MockWorld, WeakMap<LoadedApi, { facts: number; catalogue: JsonObject }>>();

/** The catalogue of the fixtures, and facts that were learned since. */
export function catalogueWith(
  { behaviour, fixtures }: LoadedApi,
  facts: readonly Record<string, unknown>[],
): JsonObject {
  const learn = behaviour?.learn ?? ((same: JsonObject) => same);
  return facts.reduce<JsonObject>((grown, fact) => learn(grown, fact), fixtures.catalogue);
}

/** The catalogue of an API as a world knows it: the fixtures', and what was learned since. */
export function catalogueOf(loaded: LoadedApi, world: MockWorld): JsonObject {
  const { api, fixtures } = loaded;
  const facts = world.learned(api.name);
  if (facts.length === 0) return fixtures.catalogue;
  const cached = cache.get(world)?.get(loaded);
  if (cached?.facts === facts.length) return cached.catalogue;
  const catalogue = catalogueWith(loaded, facts);
  remember(world, loaded, catalogue);
  return catalogue;
}

/** Accepts a fact into a world's catalogue, if it is news and contradicts nothing. */
export function learnFact(loaded: LoadedApi, world: MockWorld, fact: Data): JsonObject {
  const before = catalogueOf(loaded, world);
  const after = loaded.behaviour?.learn?.(before, fact) ?? before;
  if (after === before || isDeepStrictEqual(after, before)) return before;
  world.learn(loaded.api.name, fact);
  remember(world, loaded, after);
  return after;
}

/** What follows from all facts of a world, so that it is not worked out from the first fact on every time. */
function remember(world: MockWorld, loaded: LoadedApi, catalogue: JsonObject): void {
  const known = cache.get(world) ?? new WeakMap<LoadedApi, { facts: number; catalogue: JsonObject }>();
  cache.set(world, known.set(loaded, { facts: world.learned(loaded.api.name).length, catalogue }));
}
