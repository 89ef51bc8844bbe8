import { type FaultRule, Faults } from '../domain/faults/choose-fault.ts';
import { Journal } from '../domain/journal/journal.ts';
import { RateWindow } from '../domain/time/rate-window.ts';
import type { LearnedFact, WorldRecord } from '../store/interface/store.ts';
import { Announcements } from './announcements.ts';
import { UNMADE_JOURNAL } from './unmade-worlds.ts';
import { World } from './world.ts';
import { type Beginning, newRecord } from './world-beginning.ts';
import type { WorldsOptions } from './worlds-options.ts';

/** Makes worlds, as all of a server begin. */
export class NewWorlds {
  readonly announcements: Announcements;
  /** The faults that a world of a name begins with. */
  faultsOf: (world: string) => readonly FaultRule[];
  readonly #options: WorldsOptions;
  readonly #makeReal: (world: World) => Promise<void>;

  /** @param makeReal makes one that is not made yet one of those there are */
  constructor(options: WorldsOptions, makeReal: (world: World) => Promise<void>) {
    this.#options = options;
    this.#makeReal = makeReal;
    this.faultsOf = options.faultsOf ?? (() => []);
    this.announcements = options.announcements ?? new Announcements();
  }

  record(begun = this.#options.begun ?? {}, pinned = false, seed = this.#options.seed): WorldRecord {
    const { clock, onBeginning } = this.#options;
    return newRecord(begun, { seed, host: clock.now(), pinned }, onBeginning);
  }

  /** As somebody says, and for the rest as all. */
  recordOf(begun: Beginning, pinned: boolean): WorldRecord {
    return this.record({ ...this.#options.begun, ...begun }, pinned);
  }

  made(name: string, record: WorldRecord, learned: readonly LearnedFact[] = []): World {
    return new World(name, this.#parts(name, record, learned, this.#journal()));
  }

  /** One that is not made yet. */
  unmade(name: string, record: WorldRecord, journal = this.#journal()): World {
    journal.narrow(UNMADE_JOURNAL);
    return new World(name, this.#parts(name, record, [], journal), (world) => this.#makeReal(world));
  }

  #parts(name: string, record: WorldRecord, learned: readonly LearnedFact[], journal: Journal) {
    const { clock, store } = this.#options;
    const { announcements } = this;
    const tell = (count: number): void => announcements.announce(name, 'faults', () => ({ count }));
    const faults = new Faults(record.seed, this.faultsOf(name), tell);
    return { clock, journal, rates: new RateWindow(), faults, store, record, learned, announcements };
  }

  #journal(): Journal {
    return this.#options.newJournal?.() ?? new Journal();
  }
}
