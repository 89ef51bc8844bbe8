import type { WorldInstances } from './world-instances.ts';

/** No timer of Node is longer, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/**
 * Applies what falls due in a world when it does, so that those who listen for what is written are told of it then. A
 * timer runs only until this is ended: where nobody listens it is enough to look.
 * @returns what ends it
 */
export function applyWhenDue(instances: Pick<WorldInstances, 'world' | 'nextDue'>): () => void {
  const { world } = instances;
  let timer: NodeJS.Timeout | undefined;
  let asked = false;
  let ended = false;
  const look = async (): Promise<void> => {
    asked = false;
    // To ask what is next applies what fell due. Whoever looks is told of a lifecycle that cannot be followed.
    const due = await instances.nextDue().catch(() => undefined);
    clearTimeout(timer);
    if (ended || !due || world.clock.mode === 'frozen') return;
    const left = due.at - world.clock.now();
    timer = setTimeout(look, Math.min(Math.max(left, 0) + 1, LONGEST)).unref();
  };
  // Many changes at once are one reason to look.
  const soon = (): void => {
    if (asked || ended) return;
    asked = true;
    setImmediate(() => void look());
  };
  const forget = world.onChange(soon);
  soon();
  return () => {
    ended = true;
    clearTimeout(timer);
    forget();
  };
}
