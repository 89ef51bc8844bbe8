import { setTimeout as later } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Waits for something that comes by itself. @throws when it has not within 20 s */
export async function until(wanted: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await wanted())) {
    if (Date.now() > deadline) throw new Error('it never came to that');
    await later(20);
  }
}
