import type { JournalEntry } from './journal-entry.ts';
import type { OldestRequests } from './oldest-requests.ts';

/** What a journal keeps unless told otherwise. */
const MOST_ENTRIES = 10_000;
export const MOST_BYTES = 32 * 1024 * 1024;

interface Limits {
  entries: number;
  bytes: number;
}

/** What a journal is full by: the number of its entries, or their size. */
export type Bound = 'entries' | 'bytes';

/**
 * The requests a world received, the newest first to be asked for and the oldest first to go. It is bounded in number
 * and in size: ten thousand bodies of 1 MB would be more than the process may hold.
 */
export class Journal {
  /** In the order they came; the first `#gone` places are empty. */
  #entries: ({ entry: JournalEntry; bytes: number; heap: number } | undefined)[] = [];
  #gone = 0;
  readonly #wide: Limits;
  #most: Limits;
  readonly #onFull: (bound: Bound) => void;
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  readonly #all: OldestRequests | undefined;
  #bytes = 0;
  #count = 0;
  /** How many were ever added. */
  #added = 0;

  /**
   * @param onFull called whenever one goes to make room
   * @param all the requests of all journals, whose oldest goes where memory is full
   */
  constructor(
    { entries = MOST_ENTRIES, bytes = MOST_BYTES } = {},
    onFull = (_: Bound): void => {},
    all?: OldestRequests,
  ) {
    this.#all = all;
    this.#wide = { entries, bytes };
    this.#most = this.#wide;
    this.#onFull = onFull;
  }

  /** Holds no more than this from now on, where that is less. */
  narrow({ entries, bytes }: Limits): void {
    const wide = this.#wide;
    this.#most = { entries: Math.min(entries, wide.entries), bytes: Math.min(bytes, wide.bytes) };
  }

  /** Holds as much as it may again. */
  widen(): void {
    this.#most = this.#wide;
  }

  /** The id of the next entry: `req_1`, `req_2`, … */
  nextId(): string {
    this.#count += 1;
    return `req_${this.#count}`;
  }

  /**
   * @param bytes how large its bodies are; the newest is kept however large it is
   * @param heap how much memory the entry takes, about
   */
  add(entry: JournalEntry, bytes = 0, heap = bytes): void {
    this.#entries.push({ entry, bytes, heap });
    this.#bytes += bytes;
    this.#added += 1;
    if (this.#listeners.size > 0) for (const listener of [...this.#listeners]) listener(entry);
    while (this.#size > 1 && (this.#size > this.#most.entries || this.#bytes > this.#most.bytes)) {
      if (this.#most === this.#wide) this.#onFull(this.#size > this.#most.entries ? 'entries' : 'bytes');
      this.dropOldest();
    }
    this.#all?.added(this, this.#added, heap);
  }

  /** How many entries there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of the oldest entry, in the order they were added from 1 on; one more than the newest's if there is none. */
  get oldest(): number {
    return this.#added - this.#size + 1;
  }

  /**
   * The newest first, as they are when they are asked for: what goes meanwhile is left out.
   * @param range `since` ends before an entry, `before` begins after one; where that is gone, by its number
   */
  *newest({
    since,
    before,
  }: {
    since?: string | undefined;
    before?: string | undefined;
  } = {}): Generator<JournalEntry, void> {
    const [first, last] = [since && this.#placeOf(since), before && this.#placeOf(before)];
    const from = typeof last === 'number' ? last - 1 : this.#added;
    for (let number = from; number >= Math.max(this.oldest, 1 + Number(first || 0)); number -= 1) {
      const entry = this.#at(number);
      if (!entry) continue;
      if (since !== undefined && first === undefined && numberOf(entry.id) <= numberOf(since)) continue;
      if (before !== undefined && last === undefined && numberOf(entry.id) >= numberOf(before)) continue;
      yield entry;
    }
  }

  /** The oldest first, as they are when they are asked for. */
  *oldestFirst(): Generator<JournalEntry, void> {
    for (let number = this.oldest; number <= this.#added; number = Math.max(number + 1, this.oldest)) {
      const entry = this.#at(number);
      if (entry) yield entry;
    }
  }

  #at(number: number): JournalEntry | undefined {
    return this.#entries[this.#gone + number - this.oldest]?.entry;
  }

  /** The number of an entry; undefined when it is not there. */
  #placeOf(id: string): number | undefined {
    const place = this.#entries.findIndex((one) => one?.entry.id === id);
    return place < 0 ? undefined : place - this.#gone + this.oldest;
  }

  /** Forgets the oldest entry, to make room. */
  dropOldest(): void {
    const one = this.#entries[this.#gone];
    if (!one) return;
    this.#bytes -= one.bytes;
    this.#all?.gone(one.heap);
    this.#entries[this.#gone] = undefined;
    this.#gone += 1;
    // Moved together now and then, as often as their number allows: that costs next to nothing for each.
    if (this.#gone > this.#most.entries || this.#gone === this.#entries.length) {
      this.#entries = this.#entries.slice(this.#gone);
      this.#gone = 0;
    }
  }

  /** Asked for rarely, by people; an index would cost every request. */
  get(id: string): JournalEntry | undefined {
    return this.#entries.find((one) => one?.entry.id === id)?.entry;
  }

  /** Forgets all entries; the ids go on. */
  clear(): void {
    for (const one of this.#entries) if (one) this.#all?.gone(one.heap);
    this.#entries = [];
    this.#gone = 0;
    this.#bytes = 0;
  }

  /** Forgets the entries that are meant. @returns how many */
  forget(isMeant: (entry: JournalEntry) => boolean): number {
    const before = this.#size;
    const kept = this.#entries.slice(this.#gone).filter((one) => {
      if (!one || !isMeant(one.entry)) return true;
      this.#bytes -= one.bytes;
      this.#all?.gone(one.heap);
      return false;
    });
    this.#entries = kept;
    this.#gone = 0;
    return before - kept.length;
  }

  /** Calls back for every entry from now on, until what it returns is called. */
  onAdd(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many are called back. */
  get listening(): number {
    return this.#listeners.size;
  }

  /** The oldest first. */
  all(): JournalEntry[] {
    return this.#entries.flatMap((one) => one?.entry ?? []);
  }

  get #size(): number {
    return this.#entries.length - this.#gone;
  }
}

/** `req_7` is the seventh. */
function numberOf(id: string): number {
  return Number(id.slice('req_'.length));
}
