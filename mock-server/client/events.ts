import type { Happening } from '../domain/events/event.ts';
import type { ControlPlane } from './control-plane.ts';

/** What belongs to the server comes in every stream. */
type Place<Type> = Type extends 'notice' | 'snapshots' ? { world?: never } : { world: string };

/** What happened, by its type. `missed`: so many events are gone; null: nobody knows how many. */
export type Announced = { id: string } & (
  | { [Type in keyof Happening]: { type: Type } & Happening[Type] & Place<Type> }[keyof Happening]
  | { type: 'missed'; count: number | null }
);

/** What changes in a world, in order, from when this was made. */
export class Events implements AsyncIterableIterator<Announced> {
  /** Once everything that happens is told: what is done after that is among the events. */
  readonly opened: Promise<void>;
  readonly #end = new AbortController();
  readonly #events: AsyncGenerator<Announced, undefined>;

  /** @param after the id of the last event that somebody had */
  constructor(control: ControlPlane, after?: string) {
    const path = `/events${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`;
    const opening = control.open(path, this.#end.signal);
    this.opened = opening.then(() => undefined);
    // Whoever reads is told of it as well.
    this.opened.catch(() => undefined);
    this.#events = eventsOf(opening, this.#end.signal);
  }

  /** @throws ControlPlaneError where the stand-in does not answer, or refuses */
  next(): Promise<IteratorResult<Announced, undefined>> {
    return this.#events.next();
  }

  /** Listens no more. */
  return(): Promise<IteratorResult<Announced, undefined>> {
    this.#end.abort();
    return this.#events.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

async function* eventsOf(
  opening: Promise<AsyncIterable<Buffer>>,
  ended: AbortSignal,
): AsyncGenerator<Announced, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of await opening) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield* eventIn(block);
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  }
  return undefined;
}

/** An event of the stream; nothing in a heartbeat. */
function* eventIn(block: string): Generator<Announced> {
  const lines = block.split('\n').map((line) => /^(\w+): (.*)$/.exec(line));
  const { id, event: type, data } = Object.fromEntries(lines.map((line) => [line?.[1], line?.[2]]));
  if (data !== undefined) yield { ...JSON.parse(data), type, id } as Announced;
}
