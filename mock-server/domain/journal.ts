/** The requests a world received, the newest first to be asked for and the oldest first to go. */
export class Journal<Entry extends { id: string }> {
  readonly #entries = new Map<string, Entry>();
  readonly #ceiling: number;
  readonly #onFull: () => void;
  #count = 0;

  /**
   * @param ceiling how many entries are kept
   * @param onFull called whenever one goes to make room
   */
  constructor(ceiling: number, onFull: () => void) {
    this.#ceiling = ceiling;
    this.#onFull = onFull;
  }

  /** The id of the next entry: `req_1`, `req_2`, … */
  nextId(): string {
    this.#count += 1;
    return `req_${this.#count}`;
  }

  add(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    if (this.#entries.size <= this.#ceiling) return;
    this.#onFull();
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** The oldest first. */
  all(): Entry[] {
    return [...this.#entries.values()];
  }
}
