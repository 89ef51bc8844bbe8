import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { heapBytes } from '../../domain/memory/heap-bytes.ts';

/** How much of what was shown is kept, in bytes of bodies. */
const MOST = 8 * 1024 * 1024;
/** What an entry takes beside its bodies, about. */
const ENTRY = 3000;

/**
 * The requests that were shown last, as they were shown. To take the secrets out of a long body takes milliseconds, and
 * many who read one journal at once ask for the same requests.
 */
export class RecentlyShown {
  readonly #kept = new Map<JournalEntry, { shown: JournalEntry; bytes: number }>();
  #bytes = 0;

  /** What was shown of an entry, or what `make` gives. Entries of a journal do not change any more. */
  of(entry: JournalEntry, make: () => JournalEntry): JournalEntry {
    const known = this.#kept.get(entry);
    if (known) {
      // The one that was asked for last goes last.
      this.#kept.delete(entry);
      this.#kept.set(entry, known);
      return known.shown;
    }
    const shown = make();
    this.#keep(entry, shown, ENTRY + heapBytes(shown.body) + heapBytes(shown.answer?.body));
    return shown;
  }

  #keep(entry: JournalEntry, shown: JournalEntry, bytes: number): void {
    this.#kept.set(entry, { shown, bytes });
    this.#bytes += bytes;
    for (const [oldest, one] of this.#kept) {
      if (this.#bytes <= MOST) return;
      this.#kept.delete(oldest);
      this.#bytes -= one.bytes;
    }
  }
}
