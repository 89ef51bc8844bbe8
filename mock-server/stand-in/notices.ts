/** What people should know while the server runs: told once each, and part of its health from then on. */
export class Notices {
  readonly #tell: (text: string) => void;
  readonly #told = new Map<string, string>();

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  /** @param about tells it once, however often it happens */
  once(about: string, text: string): void {
    if (this.#told.has(about)) return;
    this.#told.set(about, text);
    this.#tell(text);
  }

  all(): string[] {
    return [...this.#told.values()];
  }
}
