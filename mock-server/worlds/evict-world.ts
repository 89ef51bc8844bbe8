import { Refusal } from '../domain/values/refusal.ts';
import type { Store } from '../store/interface/store.ts';
import type { World } from './world.ts';
import { DEFAULT_WORLD } from './world-name.ts';
import type { WorldsOptions } from './worlds-options.ts';

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
async function worldToEvict(
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

/** What health calls it that there is no room for another world. */
const FULL = 'worlds';

/** Makes room for new worlds, and tells where there is none. */
export class WorldRoom {
  readonly #options: Pick<WorldsOptions, 'store' | 'most' | 'notices'>;
  /** Whether a world was refused since a world went last. */
  #full = false;

  constructor(options: Pick<WorldsOptions, 'store' | 'most' | 'notices'>) {
    this.#options = options;
  }

  /**
   * Has the least recently used worlds forgotten, until there are no more than there may be.
   * @param worlds with the wanted one among them
   * @throws Refusal where no world may go
   */
  async make(
    worlds: ReadonlyMap<string, Entry>,
    wanted: string,
    forget: (name: string) => Promise<void>,
  ): Promise<void> {
    const { store, most, notices } = this.#options;
    while (worlds.size > most) {
      const name = await worldToEvict(worlds, store, wanted);
      if (name === undefined) {
        const reason = `there are ${most} worlds already, none of which may go; delete some, or allow more with --max-worlds`;
        if (!this.#full) notices?.wrong(FULL, reason);
        this.#full = true;
        throw new Refusal('unavailable', { reason });
      }
      notices?.once(
        'evicted',
        `there may be ${most} worlds: the least recently used make room for new ones, ${name} first (--max-worlds N keeps more)`,
      );
      await forget(name);
    }
  }

  /** A world went. */
  freed(): void {
    this.#full = false;
    this.#options.notices?.mended(FULL, 'there is room for another world again');
  }
}
