import { createInterface, type Interface } from 'node:readline';
import type { Question } from '../../behaviours/template-for-init.ts';
import { Interrupted } from '../settings/on-interrupt.ts';

/** Asks questions on a terminal. Lines that come before their question count, so that answers can be pasted. */
export class Interview {
  readonly #terminal: Interface;
  readonly #lines: AsyncIterator<string>;
  readonly #signal: AbortSignal;

  /** @param signal ends it, with the name of the signal as its reason */
  constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, signal: AbortSignal) {
    this.#terminal = createInterface({ input, output });
    this.#lines = this.#terminal[Symbol.asyncIterator]();
    this.#signal = signal;
    if (signal.aborted) this.close();
    signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /**
   * @returns the answers, the question's fallback for an empty line
   * @throws Interrupted on Ctrl-C, at the end of the input and by the signal
   */
  async ask({ text, fallback, many }: Question): Promise<string[]> {
    const hint = fallback.length > 0 ? ` [${fallback.join(', ')}]` : '';
    this.#terminal.setPrompt(`${text}${many ? ' (several: separate by commas)' : ''}${hint}: `);
    this.#terminal.prompt();
    const { value, done } = await this.#lines.next();
    if (done) throw new Interrupted(this.#signal);
    return value.trim() === '' ? fallback : itemsOf(value.trim(), many);
  }

  close(): void {
    this.#terminal.close();
  }
}

/** The answers in a line: separated by commas where several are welcome. */
export function itemsOf(line: string, many = false): string[] {
  if (!many) return [line];
  return line
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
