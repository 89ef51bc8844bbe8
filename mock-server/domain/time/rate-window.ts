/** Counts calls in fixed windows of the world's clock. */
export class RateWindow {
  readonly #counts = new Map<string, { window: number; count: number }>();

  /**
   * Counts one more call.
   * @param length of the window in milliseconds
   * @returns how many calls the window of `now` has seen, this one included
   */
  count(name: string, length: number, now: number): number {
    const window = Math.floor(now / length);
    const known = this.#counts.get(name);
    const count = known?.window === window ? known.count + 1 : 1;
    this.#counts.set(name, { window, count });
    return count;
  }
}
