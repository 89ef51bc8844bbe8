/** Where in a file something stands: the file's path, the line (from 1) and the JSON Pointer. */
export interface Place {
  file: string;
  line: number;
  pointer: string;
}

/**
 * A mistake in a contract, a fixture or a configuration file: what is wrong, where, and what to do about it.
 * A mistake stops the start (exit code 2) and touches nothing.
 */
export class Mistake extends Error {
  override readonly name = 'Mistake';
  readonly places: (Place | undefined)[];

  constructor(mistakes: { text: string; place?: Place }[], advice?: string) {
    super([...mistakes.map(oneLine), ...(advice ? [advice] : [])].join('\n'));
    this.places = mistakes.map((mistake) => mistake.place);
  }

  /** The common case: one mistake at one place. */
  static at(place: Place, text: string, advice?: string): Mistake {
    return new Mistake([{ text, place }], advice);
  }
}

function oneLine({ text, place }: { text: string; place?: Place }): string {
  if (!place) return text;
  const pointer = place.pointer === '' ? '' : ` at ${place.pointer}`;
  return `${place.file}:${place.line}${pointer}: ${text}`;
}
