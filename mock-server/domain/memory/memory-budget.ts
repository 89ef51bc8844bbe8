/**
 * What memory goes to: instances with what worlds learned and the worlds themselves, journals, and requests on their way with
 * their bodies, answers and waiting.
 */
type Kind = 'instances' | 'journals' | 'requests';

/** Of all memory, what instances may take by starts, and by changes of what is there. */
const KEPT_SHARE = 0.75;
const CHANGED_SHARE = 0.85;

/** A change that adds no more than this is a step of an instance on its way. */
const STEP = 2048;

/**
 * The bytes that a process may use, for all that is as large as its clients want it. Journals give way, the oldest
 * request first; all else is refused where there is no room.
 */
export class MemoryBudget {
  /** In bytes. */
  readonly most: number;
  readonly #used: Record<Kind, number> = { instances: 0, journals: 0, requests: 0 };
  #giveWay: () => boolean = () => false;
  /** The least that was refused, in bytes. */
  #refused = Number.POSITIVE_INFINITY;

  constructor(most = Number.POSITIVE_INFINITY) {
    this.most = most;
  }

  /** Bytes by what they go to. */
  get used(): Readonly<Record<Kind, number>> {
    return this.#used;
  }

  get total(): number {
    const { instances, journals, requests } = this.#used;
    return instances + journals + requests;
  }

  /** Who is asked to give some room, as long as there is too little. @param giveWay false when it has none to give */
  whenFull(giveWay: () => boolean): void {
    this.#giveWay = giveWay;
  }

  /** Counts what is used from now on; where that is too much, journals give way. @param bytes fewer where less than 0 */
  count(kind: Kind, bytes: number): void {
    this.#used[kind] += bytes;
    if (bytes > 0) this.#fits(0);
  }

  /** Whether there is room for a request, or more of it; journals give way for it. */
  hasRoomFor(bytes: number): boolean {
    return this.#fits(bytes);
  }

  /**
   * Whether so much more may be kept. Steps of what is there may go a little further than what is new, so that a world
   * that is full goes on.
   */
  mayKeep(bytes: number): boolean {
    const share = bytes > STEP ? KEPT_SHARE : CHANGED_SHARE;
    const may = bytes <= 0 || (this.#kept + bytes <= this.most * share && this.#fits(bytes));
    if (!may) this.#refused = Math.min(this.#refused, bytes);
    return may;
  }

  /** Whether something was refused that could not be kept now, either. */
  get full(): boolean {
    if (this.#kept + this.#refused > this.most * KEPT_SHARE) return Number.isFinite(this.#refused);
    this.#refused = Number.POSITIVE_INFINITY;
    return false;
  }

  get #kept(): number {
    return this.#used.instances;
  }

  #fits(bytes: number): boolean {
    while (this.total + bytes > this.most) if (!this.#giveWay()) return false;
    return true;
  }
}
