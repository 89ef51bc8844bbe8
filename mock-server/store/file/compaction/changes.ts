import type { Instance } from '../../../domain/instances/instance.ts';
import { MemoryRows, type WorldRows } from '../../memory/rows.ts';
import type { Worlds } from '../image/image.ts';
import type { LogRecord } from '../log/log-line.ts';

/** What logs change in the snapshot before them; only this is held in memory, not the snapshot. */
export class Changes {
  readonly #rows = new MemoryRows();
  /** Worlds that were forgotten since the snapshot: what it says of them counts no more. */
  readonly #forgotten = new Set<string>();
  /** Of the worlds that the snapshot has, too: the instances that have come out. */
  readonly #done = new Map<string, Set<string>>();

  /** Takes in what a log says; in the order of the logs. */
  replay(record: LogRecord): void {
    if ('drop' in record) this.#forgotten.add(record.world);
    this.#rows.replay(record);
  }

  /**
   * The snapshot as it is after the logs. What was changed keeps its place, what is new comes behind.
   * @param snapshot its worlds, in pieces; a world may be in several of them
   */
  async *over(snapshot: AsyncIterable<Worlds>): AsyncGenerator<Worlds, void> {
    for await (const worlds of snapshot) yield this.#changed(worlds);
    yield this.#added();
  }

  #changed(worlds: Worlds): Worlds {
    const kept = Object.entries(worlds).filter(([world]) => !this.#forgotten.has(world));
    return Object.fromEntries(
      kept.map(([world, before]) => {
        const after = this.#rows.worlds.get(world);
        return [world, after ? this.#merged(world, before.instances, after) : before];
      }),
    );
  }

  #merged(world: string, before: Instance[], { record, instances }: WorldRows): Worlds[string] {
    const done = this.#done.get(world) ?? new Set<string>();
    this.#done.set(world, done);
    const merged = before.map((one) => {
      const changed = instances.get(one.id);
      if (changed) done.add(one.id);
      return changed ?? one;
    });
    return { record, instances: merged };
  }

  #added(): Worlds {
    const worlds: [string, Worlds[string]][] = [];
    for (const [world, { record, instances }] of this.#rows.worlds) {
      const done = this.#done.get(world);
      const added = [...instances.values()].filter(({ id }) => !done?.has(id));
      if (!done || added.length > 0) worlds.push([world, { record, instances: added }]);
    }
    return Object.fromEntries(worlds);
  }
}
