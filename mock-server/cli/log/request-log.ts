import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { type LineStyle, requestLine } from './request-line.ts';

/** Which requests are told. */
export type LogLevel = 'all' | 'problems' | 'none';

export interface LogOptions {
  level: LogLevel;
  /** Whether the bodies are shown, too. */
  bodies: boolean;
  /** Asked for each line: a terminal changes its width. */
  style: () => LineStyle;
  write: (text: string) => void;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** Lines that are alike are told at once, as are those of this long. */
const TOGETHER_MS = 1_000;
/** More are written by nobody who wants to read them. */
const MOST_LINES = 200;
const LONGEST_BODY = 2_000;

/** Tells requests as they are answered. Lines that repeat collapse, and of very many some are only counted. */
export class RequestLog {
  readonly #options: LogOptions;
  readonly #now: () => number;
  #last: { key: string; since: number; count: number } | undefined;
  #second = { since: Number.NEGATIVE_INFINITY, lines: 0, left: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LogOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** @param shown gives it without secrets */
  add(entry: JournalEntry, shown = () => entry): void {
    const { level, bodies, style, write } = this.#options;
    if (level === 'none' || (level === 'problems' && entry.why === undefined)) return;
    const key = JSON.stringify([entry.status, entry.method, entry.url, entry.world, entry.why]);
    const now = this.#now();
    if (this.#last?.key === key && now - this.#last.since < TOGETHER_MS) {
      this.#last.count += 1;
      this.#later();
      return;
    }
    this.#endRepeated();
    const told = this.#mayWrite(now);
    this.#last = { key, since: now, count: 1 };
    if (!told) return;
    const safe = shown();
    write(`${requestLine(safe, style())}\n`);
    if (bodies) for (const line of bodiesOf(safe)) write(`${style().paint.dim(line)}\n`);
  }

  /** Tells how often the last line came again, and how many were left out. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#endRepeated();
    if (this.#second.left > 0) this.#aside(`… and ${this.#second.left} requests more, which the journal has`);
    this.#second.left = 0;
  }

  #endRepeated(): void {
    const { since, count } = this.#last ?? { since: 0, count: 0 };
    this.#last = undefined;
    if (count < 2) return;
    const seconds = Math.max(0.1, (this.#now() - since) / 1000);
    this.#aside(`× ${count} in ${seconds.toFixed(1).replace(/\.0$/, '')} s`);
  }

  #aside(text: string): void {
    const { style, write } = this.#options;
    write(`${style().paint.dim(`      ${text}`)}\n`);
  }

  #mayWrite(now: number): boolean {
    if (now - this.#second.since >= TOGETHER_MS) {
      this.flush();
      this.#second = { since: now, lines: 0, left: 0 };
    }
    this.#second.lines += 1;
    if (this.#second.lines <= MOST_LINES) return true;
    this.#second.left += 1;
    this.#later();
    return false;
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.flush(), TOGETHER_MS).unref();
  }
}

function bodiesOf({ body, answer }: JournalEntry): string[] {
  const shown = [
    ['>', body],
    ['<', answer?.body],
  ].filter(([, one]) => one !== undefined);
  return shown.map(([mark, one]) => {
    const text = typeof one === 'string' ? JSON.stringify(one) : (JSON.stringify(one) ?? '');
    return `      ${mark} ${text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… (${text.length} characters)` : text}`;
  });
}
