import type { Entry } from '../../interface/entry.ts';
import { MemoryRows } from '../../memory/rows.ts';
import type { ReadEntry } from '../image/read-image.ts';
import type { ImageEntry } from '../image/write-image.ts';
import type { LogRecord } from '../log/log-line.ts';
import { currentLogRecord } from '../log/old-log-records.ts';

/** What logs change in the image before them; only this is held in memory, not the image. */
export class Changes {
  readonly #rows = new MemoryRows();
  /** Worlds that were forgotten since the image: what it says of them counts no more. */
  readonly #forgotten = new Set<string>();
  /** By world, ids of instances that went since the image; one that came anew comes behind. */
  readonly #removed = new Map<string, Set<string>>();
  readonly #format: number;

  /** @param format of the image, and so of the logs after it */
  constructor(format: number) {
    this.#format = format;
  }

  /** Takes in what a log says; in the order of the logs. */
  replay(record: LogRecord): void {
    if ('drop' in record) this.#forgotten.add(record.world);
    else for (const id of record.change.removes ?? []) this.#removedIn(record.world).add(id);
    this.#rows.replay(currentLogRecord(record, this.#format, this.#rows));
  }

  /**
   * The image as it is after the logs. What was changed keeps its place, what is new comes behind. To be asked once: what
   * has come out is let go of.
   * @param image what it says, one after the other
   */
  async *over(image: AsyncIterable<ReadEntry>): AsyncGenerator<ImageEntry, void> {
    for await (const entry of image) if (!this.#gone(entry)) yield this.#changed(entry);
    yield* this.#rows.entries();
  }

  #gone(entry: ReadEntry): boolean {
    if (this.#forgotten.has(entry.world)) return true;
    return 'instance' in entry && (this.#removed.get(entry.world)?.has(entry.instance.id) ?? false);
  }

  #removedIn(world: string): Set<string> {
    const removed = this.#removed.get(world) ?? new Set<string>();
    this.#removed.set(world, removed);
    return removed;
  }

  #changed(entry: ReadEntry): ImageEntry {
    const { world } = entry;
    if ('record' in entry) return { world, record: this.#rows.worlds.get(world)?.record ?? entry.record };
    const changed = 'instance' in entry ? this.#rows.take(world, entry.instance.id) : undefined;
    if (changed) return { world, instance: changed };
    return entry.line ? { line: entry.line } : (entry satisfies Entry);
  }
}
