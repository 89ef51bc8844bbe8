import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A write-ahead log: one flush for all the records that wait. */
export async function openLog(folder) {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, 'log.txt'), 'a');
  let waiting = [];
  let flushing = false;

  async function flush() {
    flushing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await file.write(`${group.map(({ json }) => json).join('\n')}\n`);
      await file.datasync();
      for (const { kept } of group) kept();
    }
    flushing = false;
  }

  return {
    /** Fulfilled once the record is on the disk. */
    append(json) {
      return new Promise((kept) => {
        waiting.push({ json, kept });
        // What comes in the same turn of the event loop goes with it.
        if (!flushing && waiting.length === 1) setImmediate(() => void flush());
      });
    },
  };
}
