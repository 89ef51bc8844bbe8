import { setImmediate as nextTurn } from 'node:timers/promises';
import { nextDue } from '../../domain/instances/due-transitions.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { InstanceIndex } from '../../domain/instances/instance-index.ts';
import type { World } from '../../worlds/world.ts';
import { applyAllDueTransitions, type InstanceHome } from './apply-due-transitions.ts';

/** So many are looked at before others get their turn. */
const AT_ONCE = 200;

/** Whose instances are indexed, and the words that the product has for a state. */
export interface IndexedHome extends InstanceHome {
  wordsFor(instance: Instance, state: string): readonly string[];
}

/**
 * The index of a world's instances as they are now: what fell due since the last look is applied first. It is made when
 * it is first asked for, and then kept up to date by what is written.
 */
export class LiveIndex {
  readonly #home: IndexedHome;
  #made: Promise<InstanceIndex> | undefined;
  #withText = false;
  #forget = (): void => {};
  /** One look after the other: the second must not overtake what the first one is applying. */
  #looking: Promise<unknown> = Promise.resolve();

  constructor(home: IndexedHome) {
    this.#home = home;
  }

  /** @param text whether it is to find texts, too */
  current({ text = false } = {}): Promise<InstanceIndex> {
    const looked = this.#looking.then(async () => {
      this.#made ??= this.#make();
      const index = await this.#made.catch((error) => {
        this.stop();
        throw error;
      });
      if (text && !this.#withText) await this.#addTexts(index);
      await this.#catchUp(index);
      return index;
    });
    this.#looking = looked.catch(() => {});
    return looked;
  }

  /** From now on it is not kept up to date; whoever asks again has it made anew. */
  stop(): void {
    this.#forget();
    this.#made = undefined;
    this.#withText = false;
  }

  async #make(): Promise<InstanceIndex> {
    const { world } = this.#home;
    const index = new InstanceIndex();
    // What is written meanwhile comes behind all that was there before.
    let late: Instance[] | undefined = [];
    this.#forget = world.onWritten((written) => {
      // A move of the clock was taken back, and what is known of the time after it with that; or instances went.
      if (!written) this.stop();
      else if (late) late.push(...written);
      else for (const instance of written) this.#put(index, instance);
    });
    await this.#each(world, (instance) => this.#put(index, instance));
    for (const instance of late) this.#put(index, instance);
    late = undefined;
    return index;
  }

  async #addTexts(index: InstanceIndex): Promise<void> {
    this.#withText = true;
    await this.#each(this.#home.world, (instance) => index.putText(instance));
  }

  async #each(world: World, look: (instance: Instance) => void): Promise<void> {
    let looked = 0;
    for await (const instance of world.all()) {
      look(instance);
      looked += 1;
      if (looked % AT_ONCE === 0) await nextTurn();
    }
  }

  #put(index: InstanceIndex, instance: Instance): void {
    index.put(instance, this.#home.wordsFor(instance, instance.state));
    if (this.#withText) index.putText(instance);
  }

  async #catchUp(index: InstanceIndex): Promise<void> {
    const { world } = this.#home;
    for (;;) {
      const now = world.clock.now();
      const ids = index.takeDue(now, AT_ONCE);
      if (ids.length === 0) return;
      const found = await Promise.all(ids.map((id) => world.get(id)));
      const stored = found.filter((instance) => instance !== undefined);
      const moved = await applyAllDueTransitions(this.#home, stored).catch((error) => {
        for (const instance of stored) this.#put(index, instance);
        throw error;
      });
      // One that does not move although it should would be asked for without end.
      for (const instance of moved) if ((nextDue(instance) ?? now + 1) > now) this.#put(index, instance);
      await nextTurn();
    }
  }
}
