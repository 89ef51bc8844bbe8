import { cpSync } from 'node:fs';
import { newFolder } from './folder.ts';

/** A copy of a folder without its lock: what a process leaves that dies now. */
export function copied(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  return copy;
}
