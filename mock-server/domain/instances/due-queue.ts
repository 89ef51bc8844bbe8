/** When something falls due, in milliseconds since 1970. */
export interface Due {
  id: string;
  at: number;
}

/** What falls due, the earliest first: a binary heap, so that neither adding nor taking walks through all of it. */
export class DueQueue {
  readonly #heap: Due[] = [];
  /** When each falls due now; what the heap has of earlier times does not count. */
  readonly #current = new Map<string, number>();

  /** @param at undefined: nothing is due any more */
  set(id: string, at: number | undefined): void {
    if (this.#current.get(id) === at) return;
    if (at === undefined) this.#current.delete(id);
    else {
      this.#current.set(id, at);
      this.#push({ id, at });
    }
  }

  /** The earliest; undefined when nothing is due. */
  first(): Due | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (!first || this.#current.get(first.id) === first.at) return first;
      this.#pop();
    }
  }

  /** Those that have fallen due, so many at most; they are due no more until they are set again. */
  take(now: number, most: number): string[] {
    const taken: string[] = [];
    for (let first = this.first(); first && first.at <= now && taken.length < most; first = this.first()) {
      this.#pop();
      this.#current.delete(first.id);
      taken.push(first.id);
    }
    return taken;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if ((heap[parent] as Due).at <= due.at) break;
      heap[index] = heap[parent] as Due;
      index = parent;
    }
    heap[index] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as Due).at < (heap[child] as Due).at) child += 1;
      if ((heap[child] as Due).at >= last.at) break;
      heap[index] = heap[child] as Due;
      index = child;
    }
    heap[index] = last;
  }
}
