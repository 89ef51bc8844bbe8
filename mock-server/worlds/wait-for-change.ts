/** A timer can be set no longer than this. */
const LONGEST = 2 ** 31 - 1;

/** Calls `wake` when something happens. @returns what ends it */
type Source = (wake: () => void) => () => void;

export interface Listening {
  /** Waits until something has happened, also before this was called, or so many real milliseconds are over. */
  within(most: number): Promise<void>;
  forget(): void;
}

/**
 * Listens until the first of several things happens; nothing is polled.
 * @param signal ends the waiting early, when nobody is interested any more
 */
export function waitForChange(signal: AbortSignal | undefined, ...sources: Source[]): Listening {
  let wake = (): void => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const forget = sources.map((source) => source(wake));
  signal?.addEventListener('abort', wake, { once: true });
  return {
    within: async (most) => {
      const timer = setTimeout(wake, Math.min(most, LONGEST));
      await woken;
      clearTimeout(timer);
    },
    forget: () => {
      for (const one of forget) one();
      signal?.removeEventListener('abort', wake);
    },
  };
}
