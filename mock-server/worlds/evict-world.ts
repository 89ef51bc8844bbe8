import type { Store } from '../store/interface/store.ts';
import type { World } from './world.ts';
import { DEFAULT_WORLD } from './world-name.ts';

/** A world in the registry; neither member: it is kept in the store, and was not opened yet. */
export interface Entry {
  ready?: Promise<World>;
  /** Once it is ready. */
  world?: World;
}

/**
 * The world that goes to make room for another: the least recently used one that is neither the default one nor made by
 * name, and that, where a store outlasts the process, keeps no instances.
 * @param worlds by name, the least recently used first
 * @param wanted the one that is to be made, which cannot go
 * @returns undefined when none may go
 */
export async function worldToEvict(
  worlds: ReadonlyMap<string, Entry>,
  store: Pick<Store, 'record' | 'each' | 'kind'>,
  wanted: string,
): Promise<string | undefined> {
  for (const [name, { ready, world }] of worlds) {
    if (name === DEFAULT_WORLD || name === wanted || world?.pinned) continue;
    const unopened = ready === undefined;
    const pinned = unopened && (await store.record(name))?.pinned;
    if (pinned || (store.kind !== 'memory' && (await keepsInstances(store, name)))) continue;
    if (worlds.has(name)) return name;
  }
  return undefined;
}

async function keepsInstances(store: Pick<Store, 'each'>, name: string): Promise<boolean> {
  for await (const _ of store.each(name)) return true;
  return false;
}
