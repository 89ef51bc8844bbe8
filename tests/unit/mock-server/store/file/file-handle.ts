// The file handles of node:fs, so that tests can count and fail what is done to files.
import { open } from 'node:fs/promises';
import { jest } from '@jest/globals';

interface Handle {
  write(...args: unknown[]): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
}

const handle = await open(import.meta.filename, 'r');
const prototype = Object.getPrototypeOf(handle) as Handle;
await handle.close();

export const spyOn = (method: keyof Handle) => jest.spyOn(prototype, method);

/** What is written once more is written, and then goes on as told: the flush of it waits, or fails. */
export function onceWritten(goOn: () => Promise<void>): void {
  const { write } = prototype;
  spyOn('write').mockImplementationOnce(async function (this: Handle, ...args: unknown[]) {
    const done = await write.apply(this, args);
    await goOn();
    return done;
  });
}

export const noSpace = (): Error =>
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
