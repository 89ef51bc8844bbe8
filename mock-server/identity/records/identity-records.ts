import { type KeptKeys, KeyRing } from '../keys/key-ring.ts';
import type { IdentityKeeper } from './identity-file.ts';
import { WorldRecords } from './world-records.ts';

/** Of a world what identity needs to know. */
export interface IdentityWorld {
  name: string;
  /** Its time in milliseconds since 1970. */
  clock: { now(): number };
}

/** So many worlds keep logins, and so many logins, codes and pages they have together; those asked for longest ago make room. */
const MOST_WORLDS = 1000;
const MOST_IN_ALL = 10_000;

interface Entry {
  records: WorldRecords;
  /** The world they were last asked for; undefined: not since the start. */
  world: IdentityWorld | undefined;
}

/** The logins of all worlds, and the keys of all tokens: what is kept of an identity provider. */
export class IdentityRecords {
  readonly keys: KeyRing;
  /** Told of each world whose logins made room for others. */
  onForgotten: (world: string) => void = () => undefined;
  readonly #keeper: IdentityKeeper;
  #keptKeys: KeptKeys | undefined;
  /** The one asked for longest ago first. */
  readonly #worlds = new Map<string, Entry>();

  private constructor(keeper: IdentityKeeper, keptKeys: KeptKeys | undefined, host: () => number) {
    this.#keeper = keeper;
    this.#keptKeys = keptKeys;
    this.keys = new KeyRing(keptKeys, host, async (keys) => {
      this.#keptKeys = keys;
      await this.keep();
    });
  }

  /**
   * Reads what was kept.
   * @param host the host's time in milliseconds since 1970
   * @throws Mistake for a file that cannot be used
   */
  static async open(keeper: IdentityKeeper, host: () => number): Promise<IdentityRecords> {
    const kept = await keeper.read();
    const opened = new IdentityRecords(keeper, kept?.keys, host);
    for (const [name, records] of Object.entries(kept?.worlds ?? {}))
      opened.#worlds.set(name, { records: new WorldRecords(records), world: undefined });
    return opened;
  }

  /** Has everything kept as it is; resolves once it is. */
  keep(): Promise<void> {
    return this.#keeper.write(() => ({
      ...(this.#keptKeys && { keys: this.#keptKeys }),
      worlds: Object.fromEntries(
        [...this.#worlds].flatMap(([name, { records }]) =>
          records.sessions.size + records.revoked.size > 0 ? [[name, records.kept]] : [],
        ),
      ),
    }));
  }

  /**
   * The logins of a world. Where the world is another than the last one of its name, it began anew: who was logged in
   * is so still, and their tokens are out of date.
   */
  of(world: IdentityWorld): WorldRecords {
    const known = this.#worlds.get(world.name);
    const { records } = known ?? { records: new WorldRecords() };
    if (known?.world && known.world !== world) records.carryOver(world.clock.now() - known.world.clock.now());
    this.#worlds.delete(world.name);
    this.#worlds.set(world.name, { records, world });
    this.#makeRoom();
    return records;
  }

  /** The world that was asked for last stays, whatever it has: its own bounds are narrower. */
  #makeRoom(): void {
    let [worlds, entries] = [this.#worlds.size, 0];
    if (worlds < 3) return;
    for (const { records } of this.#worlds.values()) entries += records.size;
    for (const [name, { records }] of this.#worlds) {
      if (worlds === 1 || (worlds <= MOST_WORLDS && entries <= MOST_IN_ALL)) return;
      this.#worlds.delete(name);
      worlds -= 1;
      entries -= records.size;
      if (records.size > 0) this.onForgotten(name);
    }
  }

  /** A world was deleted: nobody is logged in to the next one of its name. */
  async forget(name: string): Promise<void> {
    if (this.#worlds.delete(name)) await this.keep();
  }
}
