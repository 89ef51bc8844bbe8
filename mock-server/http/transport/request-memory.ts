import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MemoryBudget } from '../../domain/memory/memory-budget.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { onEnd } from './connection-end.ts';

/** What a request takes until it is answered, waiting or not, beside its body and its answer. */
const REQUEST = 16 * 1024;

/** A byte of a body is there as it came, as text, and as it is written; what is made of it is counted apart. */
const COPIES = 4;

/** The memory that a request takes, until its answer was sent or nobody waits for it any more. */
export class RequestMemory {
  readonly #budget: MemoryBudget;
  #taken = 0;
  #over = false;

  constructor(budget: MemoryBudget, req: IncomingMessage, res: ServerResponse) {
    this.#budget = budget;
    const forget = res.socket ? undefined : onEnd(req.socket, () => this.#release());
    res.on('close', () => {
      forget?.();
      this.#release();
    });
  }

  /** For the request itself. @throws Refusal where there is no room */
  takeRequest(): void {
    this.take(REQUEST);
  }

  /** For bytes of a body that have come. @throws Refusal where there is no room */
  takeBytes(bytes: number): void {
    this.take(COPIES * bytes);
  }

  /** @throws Refusal where there is no room */
  take(bytes: number): void {
    if (this.#budget.hasRoomFor(bytes)) this.count(bytes);
    else throw new OutOfMemory(this.#budget);
  }

  /** Counts what is there already, whether there is room or not. */
  count(bytes: number): void {
    if (this.#over) return;
    this.#taken += bytes;
    this.#budget.count('requests', bytes);
  }

  #release(): void {
    this.#over = true;
    this.#budget.count('requests', -this.#taken);
    this.#taken = 0;
  }
}

/** There is no room for a request, or for more of it. */
export class OutOfMemory extends Refusal {
  constructor({ most }: MemoryBudget) {
    const megabytes = Math.round(most / 1024 / 1024);
    const reason = `the ${megabytes} MB of memory there are (--max-memory) are taken by instances, and by requests and answers on their way`;
    super('insufficient-storage', { reason });
    this.message = reason;
  }
}
