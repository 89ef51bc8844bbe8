// The file handles of node:fs, so that tests can count and fail what is done to files.
import { open } from 'node:fs/promises';
import { jest } from '@jest/globals';

interface Handle {
  write(...args: unknown[]): Promise<unknown>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
}

const handle = await open(import.meta.filename, 'r');
const prototype = Object.getPrototypeOf(handle) as Handle;
await handle.close();

export const spyOn = (method: keyof Handle) => jest.spyOn(prototype, method);

export const noSpace = (): Error =>
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
