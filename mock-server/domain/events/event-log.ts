/** What has been kept of the past, at most: events, and characters of their texts. */
const MOST = { events: 10_000, characters: 8 * 1024 * 1024 };

/** An event that is kept. */
interface Kept {
  /** Undefined: of the server, so that it belongs to the stream of every world. */
  world: string | undefined;
  text: string;
}

/** How far somebody has read in a stream: of all events, and of those of the stream. */
export interface Position {
  all: number;
  own: number;
}

/** What comes next in a stream. */
export interface NextEvent {
  /** Where the reader is with it. */
  at: Position;
  /** Undefined: this many are gone. */
  text?: string;
  missed?: number;
}

/**
 * What happened last in all worlds, in order. Every event is counted, so that whoever comes back is told how many of
 * them are gone; the newest are kept as long as somebody is there for them.
 */
export class EventLog {
  /** The oldest first; the first `#gone` places are empty. */
  #kept: (Kept | undefined)[] = [];
  #gone = 0;
  #characters = 0;
  /** How many there were: at all, of the server, and of each world. */
  #total = 0;
  #common = 0;
  readonly #byWorld = new Map<string, number>();
  readonly #most: typeof MOST;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** How many worlds had events. */
  get worlds(): number {
    return this.#byWorld.size;
  }

  /** Counts an event that nobody is there for. */
  pass(world: string | undefined): void {
    this.#total += 1;
    if (world === undefined) this.#common += 1;
    else this.#byWorld.set(world, (this.#byWorld.get(world) ?? 0) + 1);
    this.clear();
  }

  keep(world: string | undefined, text: string): void {
    const kept = this.#kept;
    const { events, characters } = this.#most;
    this.#total += 1;
    if (world === undefined) this.#common += 1;
    else this.#byWorld.set(world, (this.#byWorld.get(world) ?? 0) + 1);
    kept.push({ world, text });
    this.#characters += text.length;
    while (this.#size > 1 && (this.#size > events || this.#characters > characters)) this.#dropOldest();
  }

  /** Forgets what happened; the numbers go on. */
  clear(): void {
    if (this.#kept.length === 0) return;
    this.#kept = [];
    this.#gone = 0;
    this.#characters = 0;
  }

  /** Where the stream of a world, or that of all, ends at present. */
  end(world?: string): Position {
    const own = world === undefined ? this.#total : (this.#byWorld.get(world) ?? 0) + this.#common;
    return { all: this.#total, own };
  }

  /** Whether somebody can have read so far. */
  reaches(world: string | undefined, { all, own }: Position): boolean {
    const end = this.end(world);
    return all <= end.all && own <= end.own && own <= all;
  }

  /** What comes after a position in the stream of a world, or in that of all; undefined when nothing does yet. */
  next(world: string | undefined, from: Position): NextEvent | undefined {
    const before = this.#total - this.#size;
    if (from.all < before) {
      const own = this.end(world).own - this.#countKept(world);
      const at = { all: before, own };
      return own > from.own ? { at, missed: own - from.own } : this.next(world, at);
    }
    for (let all = from.all + 1; all <= this.#total; all += 1) {
      const kept = this.#kept[this.#gone + all - before - 1];
      if (kept && belongs(kept, world)) return { at: { all, own: from.own + 1 }, text: kept.text };
    }
    return undefined;
  }

  #countKept(world: string | undefined): number {
    let count = 0;
    for (const kept of this.#kept) if (kept && belongs(kept, world)) count += 1;
    return count;
  }

  #dropOldest(): void {
    const kept = this.#kept[this.#gone];
    this.#characters -= kept?.text.length ?? 0;
    this.#kept[this.#gone] = undefined;
    this.#gone += 1;
    // Moved together now and then: that costs next to nothing for each.
    if (this.#gone <= this.#most.events) return;
    this.#kept = this.#kept.slice(this.#gone);
    this.#gone = 0;
  }

  get #size(): number {
    return this.#kept.length - this.#gone;
  }
}

function belongs({ world: of }: Kept, world: string | undefined): boolean {
  return world === undefined || of === undefined || of === world;
}
