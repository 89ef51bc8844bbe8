import type { Instance } from '../../../domain/instances/instance.ts';
import type { WorldRecord } from '../../interface/store.ts';
import type { Worlds } from './image.ts';

/**
 * How many characters a part of a snapshot may have, before it is indented for its place. That makes each line longer
 * by eight, so the text gets at most five times as long: far from the longest one that V8 can make (536 million).
 */
const LONG_PART = 64 * 1024 * 1024;

/** A part while it is filled. */
class Part {
  readonly #worlds = new Map<string, Worlds[string]>();
  #size = 0;

  /** Whether this much fits; into an empty part everything does. */
  fits(size: number, longest: number): boolean {
    return this.#size === 0 || this.#size + size <= longest;
  }

  holds(world: string): boolean {
    return this.#worlds.has(world);
  }

  begin(world: string, record: WorldRecord, size: number): void {
    this.#worlds.set(world, { record, instances: [] });
    this.#size += size;
  }

  add(world: string, instance: Instance, size: number): void {
    this.#worlds.get(world)?.instances.push(instance);
    this.#size += size;
  }

  worlds(): Worlds {
    return Object.fromEntries(this.#worlds);
  }
}

/**
 * Puts worlds into parts that are not too long, in their order; a world may go on in the next part, with its record
 * again. There is always a first part, and none but the first is empty.
 * @param longest how many characters a part may have; one instance may be longer, and then has a part of its own
 */
export async function* split(
  chunks: AsyncIterable<Worlds> | Iterable<Worlds>,
  longest = LONG_PART,
): AsyncGenerator<Worlds, void> {
  let part = new Part();
  for await (const chunk of chunks)
    for (const [world, { record, instances }] of Object.entries(chunk)) {
      const head = lengthOf(record);
      if (!part.holds(world)) {
        if (!part.fits(head, longest)) {
          yield part.worlds();
          part = new Part();
        }
        part.begin(world, record, head);
      }
      for (const instance of instances) {
        const size = lengthOf(instance);
        if (!part.fits(size, longest)) {
          yield part.worlds();
          part = new Part();
          part.begin(world, record, head);
        }
        part.add(world, instance, size);
      }
    }
  yield part.worlds();
}

const lengthOf = (value: unknown): number => JSON.stringify(value, null, 2).length;
