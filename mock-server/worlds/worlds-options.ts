import type { FaultRule } from '../domain/faults/choose-fault.ts';
import type { Journal } from '../domain/journal/journal.ts';
import type { Clock } from '../domain/time/timestamp.ts';
import type { Store } from '../store/interface/store.ts';
import type { Announcements } from './announcements.ts';
import type { Beginning } from './world-beginning.ts';

/** What the worlds of a server have in common. */
export interface WorldsOptions {
  store: Store;
  /** The host's. */
  clock: Clock;
  /** Of new worlds that are given none; one that was kept keeps its own. */
  seed: string;
  /** How every world begins that nobody says more of; a seed that was drawn is not in it. */
  begun?: Beginning;
  /** How many there may be at once. */
  most: number;
  /** Names of those in the store. */
  kept: readonly string[];
  /** Makes that of a new world. */
  newJournal?: () => Journal;
  /** The faults that a world of a name begins with. */
  faultsOf?: (world: string) => readonly FaultRule[];
  /** Told the moment, ISO 8601, at which a world begins, where that is not the host's. */
  onBeginning?: (at: string) => void;
  /** Told when worlds go to make room, and when no more can be made. */
  notices?: Notices;
  /** Told what changes in the worlds, and which there are. */
  announcements?: Announcements;
}

interface Notices {
  once(about: string, text: string): void;
  wrong(about: string, text: string): void;
  mended(about: string, text: string): void;
}
