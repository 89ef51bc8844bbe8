/** Where in a file something stands: the file's path, the line (from 1) and the JSON Pointer. */
export interface Place {
  file: string;
  line: number;
  pointer: string;
}

/** A member of what stands at a place; its line, which is that of the whole, is read where somebody is told of it. */
export function memberAt(place: Place, key: string): Place {
  return {
    file: place.file,
    get line() {
      return place.line;
    },
    pointer: `${place.pointer}/${key}`,
  };
}

/** What is wrong, and where. */
export interface Wrong {
  text: string;
  place?: Place;
}

/**
 * A mistake in a contract, a fixture or a configuration file: what is wrong, where, and what to do about it.
 * A mistake stops the start (exit code 2) and touches nothing.
 */
export class Mistake extends Error {
  override readonly name = 'Mistake';
  readonly wrong: readonly Wrong[];
  readonly advice: string | undefined;

  constructor(wrong: readonly Wrong[], advice?: string) {
    super([...wrong.map(oneLine), ...(advice ? [advice] : [])].join('\n'));
    this.wrong = wrong;
    this.advice = advice;
  }

  get places(): (Place | undefined)[] {
    return this.wrong.map(({ place }) => place);
  }

  /** The common case: one mistake at one place. */
  static at(place: Place, text: string, advice?: string): Mistake {
    return new Mistake([{ text, place }], advice);
  }
}

/** Gathers mistakes, so that a person hears of all of them at once. */
export class Mistakes {
  readonly #found: Mistake[] = [];

  /** What a step gives; undefined when it found a mistake, which is kept. */
  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      this.#keep(error);
      return undefined;
    }
  }

  /** The same for a step that takes its time. */
  async attemptLater<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.#keep(error);
      return undefined;
    }
  }

  /** Whether there is something. */
  get some(): boolean {
    return this.#found.length > 0;
  }

  add(wrong: readonly Wrong[], advice?: string): void {
    if (wrong.length > 0) this.#found.push(new Mistake(wrong, advice));
  }

  /** @throws Mistake with all that was found, where there is something */
  check(): void {
    if (this.#found.length === 0) return;
    const advice = new Set(this.#found.flatMap((mistake) => mistake.advice ?? []));
    const all = this.#found.flatMap(({ wrong }) => wrong);
    // Several schemas may fail by the one they refer to.
    const told = new Map(all.map((wrong) => [oneLine(wrong), wrong]));
    throw new Mistake([...told.values()], [...advice].join('\n'));
  }

  #keep(error: unknown): void {
    if (!(error instanceof Mistake)) throw error;
    this.#found.push(error);
  }
}

/** As people read it: file, line, pointer, and what is wrong there. */
export function oneLine({ text, place }: Wrong): string {
  if (!place) return text;
  const pointer = place.pointer === '' ? '' : ` at ${place.pointer}`;
  return `${place.file}:${place.line}${pointer}: ${text}`;
}
