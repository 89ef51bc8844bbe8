import { progress, receive } from '../../domain/instances/due-transitions.ts';
import type { Following, Instance } from '../../domain/instances/instance.ts';
import type { Lifecycle, LifecycleEvent } from '../../domain/instances/lifecycle.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import {
  type Filter,
  type Page,
  type Put,
  StoreFull,
  StoreUnavailable,
} from '../../store/interface/store.ts';
import type { World } from '../../worlds/world.ts';
import { catalogueOf } from '../apis/world-catalogue.ts';
import type { Simulation } from '../simulation.ts';

/** How often a change is tried anew because somebody else was faster. */
const TRIES = 100;

/** The instances of a world as they are at this moment: whoever looks sees all transitions that fell due. */
export class Living {
  readonly #simulation: Simulation;
  readonly #world: World;

  constructor(simulation: Simulation, world: World) {
    this.#simulation = simulation;
    this.#world = world;
  }

  /** The lifecycle that an instance follows. */
  lifecycleOf(instance: Following): Lifecycle {
    const loaded = this.#simulation.apis.find(({ api }) => api.name === instance.api);
    if (!loaded) throw new Error(`no API is called ${instance.api}`);
    return loaded.lifecycles.of(catalogueOf(loaded, this.#world), instance);
  }

  async get(id: string): Promise<Instance | undefined> {
    const stored = await this.#world.get(id);
    return stored && this.#look(stored);
  }

  /** A page of instances; a `state` is one of the lifecycle, or a word the product has for it. */
  async list({ state, ...filter }: Filter & { state?: string }): Promise<Page> {
    const items: Instance[] = [];
    let cursor = filter.cursor;
    for (;;) {
      const page = await this.#world.list({ ...filter, ...(cursor !== undefined && { cursor }) });
      for (const instance of await this.#lookAll(page.items)) {
        if (state !== undefined && !this.isIn(instance, state)) continue;
        if (items.length === filter.limit) return { items, next: items.at(-1)?.id ?? '' };
        items.push(instance);
      }
      if (page.next === undefined) return { items };
      if (items.length === filter.limit) return { items, next: items.at(-1)?.id ?? '' };
      cursor = page.next;
    }
  }

  /** Whether an instance is in a state, which may be called as the lifecycle or as the product calls it. */
  isIn(instance: Instance, state: string): boolean {
    return instance.state === state || this.#wordsFor(instance, instance.state).includes(state);
  }

  /** All names of the states that an instance can be in, the lifecycle's first. */
  statesOf(instance: Instance): string[] {
    const names = Object.keys(this.lifecycleOf(instance).config.states);
    return [...new Set([...names, ...names.flatMap((name) => this.#wordsFor(instance, name))])];
  }

  #wordsFor(instance: Instance, state: string): string[] {
    const meta = this.lifecycleOf(instance).stateOf(state)?.meta;
    const loaded = this.#simulation.apis.find(({ api }) => api.name === instance.api);
    return (meta && loaded?.behaviour?.words?.(meta)) ?? [];
  }

  /** Keeps a new instance. */
  async add(instance: Instance): Promise<void> {
    const written = await this.#world.commit([{ instance, expected: null }]).catch((error) => {
      if (error instanceof StoreFull) this.#simulation.notices.once('instances', error.message);
      throw error;
    });
    if (written) return;
    throw new Error(`the id ${instance.id} was given before`);
  }

  /**
   * Changes an instance as it is at this moment; of two changes at once the second sees the first.
   * @param change may refuse by throwing, or give back what it got; nothing is written then
   * @returns undefined when there is no such instance
   */
  async change(id: string, change: (now: Instance) => Instance): Promise<Instance | undefined> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const stored = await this.#world.get(id);
      if (!stored) return undefined;
      const after = change(this.#progressed(stored));
      if (after === stored || (await this.#world.commit([{ instance: after, expected: stored.version }])))
        return after;
    }
    throw new Refusal('unavailable', { reason: `${id} changes too fast` });
  }

  /** What an event makes of an instance; undefined when its state does not take it. */
  receive(now: Instance, event: LifecycleEvent): Instance | undefined {
    return receive(now, this.lifecycleOf(now), event, this.#world.clock.now());
  }

  /** The ids of instances with a key. */
  find(api: string, key: string): Promise<string[]> {
    return this.#world.find(api, key);
  }

  #progressed(stored: Instance): Instance {
    return progress(stored, this.lifecycleOf(stored), this.#world.clock.now());
  }

  /** Keeps what fell due, so that it need not be followed again; where it cannot be kept it is followed again. */
  async #look(stored: Instance): Promise<Instance> {
    const instance = this.#progressed(stored);
    if (instance === stored || (await this.#keep([{ instance, expected: stored.version }]))) return instance;
    const newer = await this.#world.get(stored.id);
    return newer ? this.#progressed(newer) : instance;
  }

  /** The same for many, written at once. */
  async #lookAll(stored: Instance[]): Promise<Instance[]> {
    const now = stored.map((one) => this.#progressed(one));
    const puts = now.flatMap((instance, index) => {
      const before = stored[index];
      return before && before !== instance ? [{ instance, expected: before.version }] : [];
    });
    if (puts.length === 0 || (await this.#keep(puts))) return now;
    return Promise.all(stored.map((one) => this.#look(one)));
  }

  /** Whether nobody was faster; where the store does not take it now, a later look will follow the same delays. */
  async #keep(puts: Put[]): Promise<boolean> {
    try {
      return await this.#world.commit(puts);
    } catch (error) {
      if (error instanceof StoreUnavailable) return true;
      throw error;
    }
  }
}
