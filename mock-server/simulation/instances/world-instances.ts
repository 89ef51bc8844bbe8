import type { Due } from '../../domain/instances/due-queue.ts';
import { receiveEvent } from '../../domain/instances/due-transitions.ts';
import type { Following, Instance } from '../../domain/instances/instance.ts';
import type { Counts, IndexFilter } from '../../domain/instances/instance-index.ts';
import type { Lifecycle, LifecycleEvent } from '../../domain/instances/lifecycle.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { type Filter, type Page, StoreFull } from '../../store/interface/store.ts';
import type { World } from '../../worlds/world.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { catalogueOf } from '../apis/world-catalogue.ts';
import { applyAllDueTransitions, applyDueTransitions, type InstanceHome } from './apply-due-transitions.ts';
import { changeInstance } from './change-instance.ts';
import { LiveIndex } from './live-index.ts';

/** What the instances of a world follow, and who is told when there are too many. */
export interface InstanceRules {
  readonly apis: readonly LoadedApi[];
  readonly notices: { once(about: string, text: string): void };
}

/** Which instances are meant, and how many at most. */
export interface InstanceFilter extends Filter, IndexFilter {}

/** By world, with the APIs it was made for: those that are loaded anew may have other words and lifecycles. */
const indices = new WeakMap<World, { apis: readonly LoadedApi[]; index: LiveIndex }>();

/** The instances of a world as they are at this moment: whoever looks sees all transitions that fell due. */
export class WorldInstances implements InstanceHome {
  readonly world: World;
  readonly #rules: InstanceRules;

  constructor(rules: InstanceRules, world: World) {
    this.#rules = rules;
    this.world = world;
  }

  /** The lifecycle that an instance follows. */
  lifecycleOf(instance: Following): Lifecycle {
    const loaded = this.#apiOf(instance);
    if (!loaded) throw new Error(`no API is called ${instance.api}`);
    return loaded.lifecycles.of(catalogueOf(loaded, this.world), instance);
  }

  async get(id: string): Promise<Instance | undefined> {
    const stored = await this.world.get(id);
    return stored && applyDueTransitions(this, stored);
  }

  /** A page of instances, in the order in which they were started, those of the fixtures first. */
  async list(filter: InstanceFilter): Promise<Page> {
    const { limit, cursor, ...meant } = filter;
    // The first ones of all need no index, which is made of all of them.
    if (cursor === undefined && Object.keys(meant).length === 0) return this.#firstOf(filter);
    const index = await this.#index().current({ text: meant.text !== undefined });
    const ids = index.find(meant, limit + 1, cursor);
    const stored = await Promise.all(ids.slice(0, limit).map((id) => this.world.get(id)));
    const there = stored.filter((instance) => instance !== undefined);
    const items = await applyAllDueTransitions(this, there);
    const last = ids[limit - 1];
    return ids.length > limit && last !== undefined ? { items, next: last } : { items };
  }

  async #firstOf(filter: InstanceFilter): Promise<Page> {
    const { items, next } = await this.world.list(filter);
    const shown = await applyAllDueTransitions(this, items);
    return { items: shown, ...(next !== undefined && { next }) };
  }

  /** How many instances are meant, by what they are listed by. */
  async count(filter: IndexFilter): Promise<Counts> {
    const index = await this.#index().current({ text: filter.text !== undefined });
    return index.count(filter);
  }

  /** The instance that moves next by itself, and when; undefined when nothing is due. */
  async nextDue(): Promise<Due | undefined> {
    return (await this.#index().current()).nextDue();
  }

  #index(): LiveIndex {
    const known = indices.get(this.world);
    if (known?.apis === this.#rules.apis) return known.index;
    known?.index.stop();
    const index = new LiveIndex(new WorldInstances(this.#rules, this.world));
    indices.set(this.world, { apis: this.#rules.apis, index });
    return index;
  }

  /** Whether an instance is in a state, which may be called as the lifecycle or as the product calls it. */
  isIn(instance: Instance, state: string): boolean {
    return instance.state === state || this.wordsFor(instance, instance.state).includes(state);
  }

  /** All names of the states that an instance can be in, the lifecycle's first. */
  statesOf(instance: Instance): string[] {
    const names = Object.keys(this.lifecycleOf(instance).config.states);
    return [...new Set([...names, ...names.flatMap((name) => this.wordsFor(instance, name))])];
  }

  /** The words that the product has for a state. */
  wordsFor(instance: Instance, state: string): string[] {
    const meta = this.lifecycleOf(instance).stateOf(state)?.meta;
    return (meta && this.#apiOf(instance)?.behaviour?.words?.(meta)) ?? [];
  }

  #apiOf({ api: name }: Following): LoadedApi | undefined {
    return this.#rules.apis.find(({ api }) => api.name === name);
  }

  /** Keeps a new instance. */
  async add(instance: Instance): Promise<void> {
    const written = await this.world.commit([{ instance, expected: null }]).catch((error) => {
      if (error instanceof StoreFull) this.#rules.notices.once(error.message, error.message);
      throw error;
    });
    if (written) return;
    throw new Refusal('unavailable', {
      reason: `the id ${instance.id} was taken meanwhile; try it once more`,
    });
  }

  /**
   * Changes an instance as it is at this moment; of two changes at once the second sees the first.
   * @param change may refuse by throwing, or give back what it got; nothing is written then
   * @returns undefined when there is no such instance
   */
  change(id: string, change: (now: Instance) => Instance): Promise<Instance | undefined> {
    return changeInstance(this, id, change);
  }

  /** What an event makes of an instance; undefined when its state does not take it. */
  receive(now: Instance, event: LifecycleEvent): Instance | undefined {
    return receiveEvent(now, this.lifecycleOf(now), event, this.world.clock.now());
  }

  /** The ids of instances with a key. */
  find(api: string, key: string): Promise<string[]> {
    return this.world.find(api, key);
  }
}
