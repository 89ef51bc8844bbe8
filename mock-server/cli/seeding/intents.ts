import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isObject } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { holdFile } from './hold-file.ts';

/** What a run was begun with; one that goes on plays the same. */
export interface Beginning {
  format: 1;
  story: string;
  seed: string;
  /** The present of the story. */
  now: string;
  /** The server. */
  into: string;
  /** Names of the server, and values that are settled, as `--as` and `--set` give them. */
  as: Record<string, string>;
  set: Record<string, unknown>;
}

/** What became of a call. */
export type Outcome = 'done' | 'refused' | 'not-sent' | 'unknown';

const OUTCOMES: ReadonlySet<string> = new Set<Outcome>(['done', 'refused', 'not-sent', 'unknown']);

/** How far a case is. */
export interface Progress {
  /** How many of its calls are done. */
  done: number;
  /** The id that the server gave it. */
  id?: string;
  /** What is known of a call of which nobody knows whether it was carried out. */
  unknown?: string;
}

/** A line of the file: a call that is about to be sent, or what became of it. */
type Line = { case: string; call: number } & (
  | { intent: string }
  | { outcome: Outcome; id?: string; why?: string }
);

/**
 * What a run is about to send, written to a file before it is sent, and what became of it, written when that is known: a
 * run that ended in its middle can be gone on with, and no call is sent twice. One JSON a line.
 */
export class Intents {
  readonly file: string;
  readonly beginning: Beginning;
  readonly #fd: number;
  readonly #letGo: () => void;
  readonly #cases = new Map<string, Progress>();

  private constructor(file: string, beginning: Beginning, fd: number, letGo: () => void) {
    this.file = file;
    this.beginning = beginning;
    this.#fd = fd;
    this.#letGo = letGo;
  }

  /** @throws Mistake when there is such a file already, or none can be written */
  static begin(file: string, beginning: Beginning): Intents {
    return held(file, (letGo) => {
      const intents = new Intents(file, beginning, opened(file, 'ax'), letGo);
      intents.#write(beginning);
      return intents;
    });
  }

  /** @throws Mistake for a file that is not there, another run holds, or that is none of these, with its line */
  static resume(file: string): Intents {
    return held(file, (letGo) => {
      const text = textOf(file);
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      const [head = '', ...lines] = whole.split('\n').slice(0, -1);
      const intents = new Intents(file, beginningIn(file, head), opened(file, 'a'), letGo);
      for (const [index, line] of lines.entries()) intents.#note(lineIn(file, line, index + 2));
      // Half a line is what a run was writing when it was ended: before the call of which it tells was sent.
      ftruncateSync(intents.#fd, Buffer.byteLength(whole));
      return intents;
    });
  }

  of(name: string): Progress {
    return this.#cases.get(name) ?? { done: 0 };
  }

  /** A call is about to be sent; it is on the disk when this is over. @throws Mistake when it cannot be written */
  intend(name: string, call: number): void {
    this.#append({ case: name, call, intent: new Date().toISOString() });
  }

  /** What became of the call that was intended last. @throws Mistake */
  ended(name: string, call: number, outcome: Outcome, more: { id?: string; why?: string } = {}): void {
    this.#append({ case: name, call, outcome, ...more });
  }

  close(): void {
    closeSync(this.#fd);
    this.#letGo();
  }

  #append(line: Line): void {
    this.#write(line);
    this.#note(line);
  }

  #write(value: unknown): void {
    try {
      writeSync(this.#fd, `${JSON.stringify(value)}\n`);
      fsyncSync(this.#fd);
    } catch (error) {
      const text = `${this.file} cannot be written, and nothing is sent that is not in it: ${(error as Error).message}`;
      throw new Mistake([{ text }]);
    }
  }

  #note(line: Line): void {
    const before = this.of(line.case);
    this.#cases.set(line.case, after(before, line));
  }
}

function after({ unknown: _, ...before }: Progress, line: Line): Progress {
  if ('intent' in line) return { ...before, unknown: 'the run ended while it was on its way' };
  const { outcome, id, why = '' } = line;
  if (outcome === 'unknown') return { ...before, unknown: why };
  if (outcome !== 'done') return before;
  return { ...before, done: line.call + 1, ...(id !== undefined && { id }) };
}

/** What is made of a file that nobody else has; it is let go where that fails. */
function held<T>(file: string, make: (letGo: () => void) => T): T {
  const letGo = holdFile(file);
  try {
    return make(letGo);
  } catch (error) {
    letGo();
    throw error;
  }
}

function opened(file: string, flags: 'ax' | 'a'): number {
  try {
    return openSync(file, flags, 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const text = code === 'EEXIST' ? `there is a file ${file} already` : `${file}: ${message}`;
    throw new Mistake([{ text }], code === 'EEXIST' ? `--resume ${file} goes on with it.` : undefined);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const advice = 'A run without --resume begins one, and says what it is called.';
    throw new Mistake([{ text: `--resume ${file} cannot be read: ${(error as Error).message}` }], advice);
  }
}

function beginningIn(file: string, line: string): Beginning {
  const beginning = parsed(file, line, 1);
  const { format, story, seed, now, into, as, set } = beginning;
  const texts = [story, seed, now, into].every((one) => typeof one === 'string');
  if (format === 1 && texts && isObject(as) && isObject(set) && Number.isFinite(Date.parse(String(now))))
    return beginning as unknown as Beginning;
  throw wrong(
    file,
    1,
    'this is not what "flowx-mock seed" writes; --resume takes the file that a run has named',
  );
}

function lineIn(file: string, text: string, number: number): Line {
  const line = parsed(file, text, number);
  const told = typeof line.intent === 'string' || OUTCOMES.has(String(line.outcome));
  if (typeof line.case === 'string' && Number.isSafeInteger(line.call) && told)
    return line as unknown as Line;
  throw wrong(file, number, 'expected a case, the number of its call, and an intent or an outcome');
}

function parsed(file: string, line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Told with what is expected there.
  }
  throw wrong(file, number, 'no JSON object stands there; nothing was sent');
}

function wrong(file: string, line: number, text: string): Mistake {
  return new Mistake([{ text, place: { file, line, pointer: '' } }]);
}
