import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { World } from '../../worlds/world.ts';
import type { LoadedApi } from './loaded-api.ts';

/** What a world has learned of the APIs. */
type Learning = Pick<World, 'learned' | 'learn'>;

/** By world and API as it was loaded: one that is loaded anew has another catalogue to learn to. */
const grown = new WeakMap<Learning, WeakMap<LoadedApi, JsonObject>>();

/** The catalogue of the fixtures, and facts that were learned since; it may be added to. */
export function catalogueWith(
  { behaviour, fixtures }: LoadedApi,
  facts: readonly Record<string, unknown>[],
): JsonObject {
  const { learning } = behaviour ?? {};
  if (!learning) return fixtures.catalogue;
  const catalogue = learning.toGrow(fixtures.catalogue);
  for (const fact of facts) learning.learn(catalogue, fact);
  return catalogue;
}

/** The catalogue of an API as a world knows it: the fixtures', and what was learned since. */
export function catalogueOf(loaded: LoadedApi, world: Learning): JsonObject {
  const { api, fixtures } = loaded;
  const known = grown.get(world)?.get(loaded);
  if (known) return known;
  return world.learned(api.name).length === 0 ? fixtures.catalogue : growing(loaded, world);
}

/** Accepts a fact into a world's catalogue, if it is news and contradicts nothing. */
export function learnFact(loaded: LoadedApi, world: Learning, fact: Data): JsonObject {
  const catalogue = growing(loaded, world);
  if (loaded.behaviour?.learning?.learn(catalogue, fact)) world.learn(loaded.api.name, fact);
  return catalogue;
}

/** The catalogue that a world learns to: it follows from all its facts, and is not worked out from the first one on every time. */
function growing(loaded: LoadedApi, world: Learning): JsonObject {
  const byApi = grown.get(world) ?? new WeakMap<LoadedApi, JsonObject>();
  const catalogue = byApi.get(loaded) ?? catalogueWith(loaded, world.learned(loaded.api.name));
  grown.set(world, byApi.set(loaded, catalogue));
  return catalogue;
}
