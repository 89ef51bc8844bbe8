import type { NoticeEvent } from '../domain/events/event.ts';
import type { Announcements } from '../worlds/announcements.ts';

/** What people should know while the server runs: told once each, and part of its health from then on. */
export class OperatorNotices {
  readonly #tell: (text: string) => void;
  readonly #announcements: Announcements | undefined;
  readonly #told = new Map<string, string>();
  readonly #wrong = new Map<string, string>();

  /** @param announcements where they are announced, too */
  constructor(tell: (text: string) => void, announcements?: Announcements) {
    this.#tell = tell;
    this.#announcements = announcements;
  }

  /** @param about tells it once, however often it happens */
  once(about: string, text: string): void {
    if (this.#told.has(about)) return;
    this.#told.set(about, text);
    this.#say(about, 'told', text);
  }

  /** Something is wrong from now on, and tells so; the health is degraded until it is mended. */
  wrong(about: string, text: string): void {
    this.#wrong.set(about, text);
    this.#say(about, 'wrong', text);
  }

  /** Withdraws the notice about something that is as it should be again. @param text tells so, where a notice was given */
  mended(about: string, text: string): void {
    if (this.#wrong.delete(about)) this.#say(about, 'mended', text);
  }

  #say(about: string, kind: NoticeEvent['kind'], text: string): void {
    this.#tell(text);
    this.#announcements?.announce(undefined, 'notice', () => ({ about, kind, text }));
  }

  /** What is wrong at present. */
  troubles(): string[] {
    return [...this.#wrong.values()];
  }

  all(): string[] {
    return [...this.#told.values()];
  }
}
