import { randomBytes } from 'node:crypto';
import type { Happening } from '../domain/events/event.ts';
import { EventLog, type Position } from '../domain/events/event-log.ts';

/** How long the past is kept for those who come back, once nobody listens any more, in milliseconds. */
const LINGER_MS = 60_000;

/** Of so many worlds events are counted; then counting begins anew. */
const MOST_WORLDS = 20_000;

const ID = /^([0-9a-f]+)-(\d{1,15})-(\d{1,15})$/;

/**
 * What changes in all worlds, told in order to those who listen. While nobody does it is only counted, and not even that
 * before the first one came.
 */
export class Announcements {
  #log = new EventLog();
  /** In the ids of events: another one tells that they are counted anew. */
  #epoch = newEpoch();
  #counting = false;
  #keeping = false;
  #closed = false;
  #forgetting: NodeJS.Timeout | undefined;
  readonly #readers = new Set<EventReader>();
  #waking = false;

  /**
   * Tells what has happened.
   * @param world undefined: to the server, and so to all who listen
   * @param data made only where it is told
   */
  announce<Type extends keyof Happening>(
    world: string | undefined,
    type: Type,
    data: () => Happening[Type],
  ): void {
    if (!this.#counting) return;
    if (this.#log.worlds > MOST_WORLDS) this.#beginAnew();
    if (!this.#keeping) {
      this.#log.pass(world);
      return;
    }
    const told = world === undefined ? data() : { world, ...data() };
    this.#log.keep(world, `event: ${type}\ndata: ${JSON.stringify(told)}\n\n`);
    if (this.#waking || this.#readers.size === 0) return;
    this.#waking = true;
    // All that happens in one turn is written at once.
    setImmediate(() => {
      this.#waking = false;
      for (const reader of this.#readers) reader.wake();
    });
  }

  /**
   * Listens from now on.
   * @param world undefined: to all
   * @param after the id of the last event that somebody had, who has come back
   * @param wake called when there may be more to be read, and when it is over
   */
  listen(world: string | undefined, after: string | undefined, wake: () => void): EventReader {
    clearTimeout(this.#forgetting);
    this.#counting = true;
    this.#keeping = true;
    const reader = new EventReader(this, {
      world,
      wake,
      after: after === undefined ? undefined : ID.exec(after),
    });
    if (!this.#closed) this.#readers.add(reader);
    return reader;
  }

  /** Forgets what was told: who comes back is told how much is gone. */
  forgetPast(): void {
    this.#log.clear();
  }

  /** Ends all streams, when the server stops. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#forgetting);
    for (const reader of [...this.#readers]) {
      this.#readers.delete(reader);
      reader.wake();
    }
  }

  /** How many listen. */
  get listening(): number {
    return this.#readers.size;
  }

  /** For readers: what they read from, and where that is now. */
  get log(): { events: EventLog; epoch: string } {
    return { events: this.#log, epoch: this.#epoch };
  }

  /** For readers: whether one is still told. */
  hears(reader: EventReader): boolean {
    return this.#readers.has(reader);
  }

  /** For readers: one listens no more. */
  forget(reader: EventReader): void {
    if (!this.#readers.delete(reader) || this.#readers.size > 0) return;
    this.#forgetting = setTimeout(() => {
      this.#keeping = false;
      this.#log.clear();
    }, LINGER_MS).unref();
  }

  #beginAnew(): void {
    this.#log = new EventLog();
    this.#epoch = newEpoch();
  }
}

/** Reads a stream of events, as fast as its client does. */
export class EventReader {
  readonly #from: Announcements;
  readonly #world: string | undefined;
  readonly wake: () => void;
  #epoch: string;
  #at: Position;

  /** @param options `after` undefined: nobody came back; null: with what is no id */
  constructor(
    from: Announcements,
    options: { world: string | undefined; wake: () => void; after: RegExpExecArray | null | undefined },
  ) {
    const { world, wake, after } = options;
    const { events, epoch } = from.log;
    this.#from = from;
    this.#world = world;
    this.wake = wake;
    this.#epoch = epoch;
    this.#at = events.end(world);
    if (after === undefined) return;
    const at = { all: Number(after?.[2]), own: Number(after?.[3]) };
    if (after?.[1] === epoch && events.reaches(world, at)) this.#at = at;
    else this.#epoch = '';
  }

  /** Whether there will be more. */
  get open(): boolean {
    return this.#from.hears(this);
  }

  /**
   * What has not been read yet, as it is to be written.
   * @param most characters, unless the first event alone is longer
   */
  read(most: number): string {
    let text = this.#newEpoch();
    const { events } = this.#from.log;
    while (text.length < most) {
      const next = events.next(this.#world, this.#at);
      if (!next) {
        this.#at = { all: events.end(this.#world).all, own: this.#at.own };
        return text;
      }
      this.#at = next.at;
      text += this.#id() + (next.text ?? missed(next.missed ?? null));
    }
    return text;
  }

  end(): void {
    this.#from.forget(this);
  }

  /** What is told to somebody whose numbers are of another epoch: nobody knows what is gone. */
  #newEpoch(): string {
    const { events, epoch } = this.#from.log;
    if (this.#epoch === epoch) return '';
    this.#epoch = epoch;
    this.#at = events.end(this.#world);
    return this.#id() + missed(null);
  }

  #id(): string {
    return `id: ${this.#epoch}-${this.#at.all}-${this.#at.own}\n`;
  }
}

function missed(count: number | null): string {
  return `event: missed\ndata: {"count":${count}}\n\n`;
}

const newEpoch = (): string => randomBytes(6).toString('hex');
