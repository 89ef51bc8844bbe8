import type { Faults } from '../domain/faults/choose-fault.ts';
import type { Journal } from '../domain/journal/journal.ts';
import type { RateWindow } from '../domain/time/rate-window.ts';
import type { Clock } from '../domain/time/timestamp.ts';
import type { LearnedFact, Store, WorldRecord } from '../store/interface/store.ts';
import type { Announcements } from './announcements.ts';

/** What a world is made of. */
export interface WorldParts {
  /** Real time. */
  clock: Clock;
  journal: Journal;
  rates: RateWindow;
  faults: Faults;
  store: Store;
  record: WorldRecord;
  learned: readonly LearnedFact[];
  announcements: Announcements;
}
