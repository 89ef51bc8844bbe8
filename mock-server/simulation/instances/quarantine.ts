import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instance } from '../../domain/instances/instance.ts';
import { StoreOverFixtures } from '../../store/fixture-overlay-store.ts';
import type { Filter, LearnedFact, Page } from '../../store/interface/store.ts';
import { matches } from '../../store/memory/memory-store.ts';
import type { InstanceFilter } from './world-instances.ts';

/** A stored instance that no longer fits, and why. */
type Quarantined = Instance & { quarantined: string };

/** How many reasons are told at once. */
const TOLD = 5;
/** How many are judged before others get their turn. */
const AT_ONCE = 200;

type WhyIncompatible = (learned: readonly LearnedFact[]) => (instance: Instance) => string | undefined;

/**
 * The store as the products see it: stored instances that contracts and fixtures no longer fit are kept and not shown.
 * Quarantined instances come back by themselves at the next start, or change of the sources, at which they fit.
 */
export class Quarantine extends StoreOverFixtures {
  #reasons = new Map<string, Map<string, string>>();
  /** The instances that the sources under way will put into quarantine, while they are being looked for. */
  #next: Map<string, Map<string, string>> | undefined;

  /**
   * Looks at everything that is stored.
   * @param judge tells for a world why an instance does not fit; undefined when it does
   */
  async inspect(judge: WhyIncompatible): Promise<void> {
    const reasons = new Map<string, Map<string, string>>();
    this.#next = reasons;
    let looked = 0;
    for (const world of await this.worlds()) {
      const unfit = judge(await this.learned(world));
      for await (const instance of this.each(world)) {
        looked += 1;
        // Whoever is served meanwhile does not wait for all of them.
        if (looked % AT_ONCE === 0) await nextTurn();
        const reason = unfit(instance);
        if (reason === undefined) continue;
        const found = reasons.get(world) ?? new Map<string, string>();
        reasons.set(world, found.set(instance.id, reason));
      }
    }
    this.#reasons = reasons;
    this.#next = undefined;
  }

  /** From now on every world begins with these instances, and the judge says which of those that are stored fit. */
  async renew(instances: readonly Instance[], judge: WhyIncompatible): Promise<void> {
    await this.inspect(judge);
    this.rebase(instances);
  }

  /** How many there are, in all worlds. */
  get size(): number {
    return [...this.#reasons.values()].reduce((sum, reasons) => sum + reasons.size, 0);
  }

  /** What people should know; undefined when there are none. */
  get summary(): string | undefined {
    if (this.size === 0) return undefined;
    const counts = new Map<string, number>();
    for (const reason of [...this.#reasons.values()].flatMap((reasons) => [...reasons.values()]))
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    const most = [...counts].sort(([, a], [, b]) => b - a);
    const told = most.slice(0, TOLD).map(([reason, count]) => `${count} because ${reason}`);
    const more = most.length > TOLD ? `; and ${most.length - TOLD} reasons more` : '';
    const what =
      this.size === 1
        ? ['1 stored instance no longer fits and is', 'it']
        : [`${this.size} stored instances no longer fit and are`, 'them'];
    return `${what[0]} not shown, but kept: ${told.join('; ')}${more}. GET /__admin/instances?quarantined=true lists ${what[1]}`;
  }

  /** Why an instance is not shown. */
  reasonOf(world: string, id: string): string | undefined {
    return this.#reasons.get(world)?.get(id);
  }

  /** A page of those of a world, as they are stored. */
  async page(world: string, { state, cursor, limit, ...filter }: InstanceFilter): Promise<Page> {
    const items: Quarantined[] = [];
    let begun = cursor === undefined;
    for await (const instance of this.#of(world)) {
      const wanted = matches(instance, { ...filter, limit }) && (state ?? instance.state) === instance.state;
      if (begun && wanted) {
        if (items.length === limit) return { items, next: items.at(-1)?.id ?? '' };
        items.push(instance);
      }
      begun ||= instance.id === cursor;
    }
    return { items };
  }

  async *#of(world: string): AsyncIterable<Quarantined> {
    for (const [id, quarantined] of this.#reasons.get(world) ?? []) {
      const instance = await super.get(world, id);
      if (instance) yield { ...instance, quarantined };
    }
  }

  override async get(world: string, id: string): Promise<Instance | undefined> {
    return this.reasonOf(world, id) === undefined ? super.get(world, id) : undefined;
  }

  override async list(world: string, filter: Filter): Promise<Page> {
    const { items, next } = await super.list(world, filter);
    const shown = items.filter(({ id }) => this.reasonOf(world, id) === undefined);
    return { items: shown, ...(next !== undefined && { next }) };
  }

  override async *all(world: string): AsyncIterable<Instance> {
    for await (const instance of super.all(world))
      if (this.reasonOf(world, instance.id) === undefined) yield instance;
  }

  override async find(world: string, api: string, key: string): Promise<string[]> {
    const ids = await super.find(world, api, key);
    return ids.filter((id) => this.reasonOf(world, id) === undefined);
  }

  override async drop(world: string): Promise<void> {
    await super.drop(world);
    this.#reasons.delete(world);
    this.#next?.delete(world);
  }
}
