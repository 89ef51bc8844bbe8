import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { World } from '../../worlds/world.ts';
import type { LoadedApi } from './loaded-api.ts';

/** What a world has learned of the APIs. */
type Learning = Pick<World, 'learned' | 'learn'>;

/** By world and API as it was loaded: one that is loaded anew has another catalogue to learn to. */
const cache = new WeakMap<Learning, WeakMap<LoadedApi, { facts: number; catalogue: JsonObject }>>();

/** The catalogue of the fixtures, and facts that were learned since. */
export function catalogueWith(
  { behaviour, fixtures }: LoadedApi,
  facts: readonly Record<string, unknown>[],
): JsonObject {
  const learn = behaviour?.learn ?? ((same: JsonObject) => same);
  return facts.reduce<JsonObject>((grown, fact) => learn(grown, fact), fixtures.catalogue);
}

/** The catalogue of an API as a world knows it: the fixtures', and what was learned since. */
export function catalogueOf(loaded: LoadedApi, world: Learning): JsonObject {
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
export function learnFact(loaded: LoadedApi, world: Learning, fact: Data): JsonObject {
  const before = catalogueOf(loaded, world);
  const after = loaded.behaviour?.learn?.(before, fact) ?? before;
  if (after === before || isDeepStrictEqual(after, before)) return before;
  world.learn(loaded.api.name, fact);
  remember(world, loaded, after);
  return after;
}

/** What follows from all facts of a world, so that it is not worked out from the first fact on every time. */
function remember(world: Learning, loaded: LoadedApi, catalogue: JsonObject): void {
  const known = cache.get(world) ?? new WeakMap<LoadedApi, { facts: number; catalogue: JsonObject }>();
  cache.set(world, known.set(loaded, { facts: world.learned(loaded.api.name).length, catalogue }));
}
