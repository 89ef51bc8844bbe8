import { access, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyNames, headPath } from '../image/image-files.ts';

/** The logs of a folder are numbered; each is cut off when a snapshot holds it. */
export const logPath = (folder: string, number: number): string =>
  join(folder, `log-${String(number).padStart(6, '0')}.txt`);

/** The numbers of the logs of a folder, the oldest first. */
export async function logNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  const numbers = names.map((name) => Number(/^log-(\d{6,})\.txt$/.exec(name)?.[1]));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

/** Whether there are instances in a folder. */
export async function isUsed(folder: string): Promise<boolean> {
  if ((await logNumbers(folder)).length > 0 || (await bodyNames(folder)).length > 0) return true;
  return access(headPath(folder)).then(
    () => true,
    () => false,
  );
}

/** Removes the logs up to a number, which a snapshot holds. */
export async function removeLogs(folder: string, upTo: number): Promise<void> {
  for (const number of await logNumbers(folder))
    if (number <= upTo) await rm(logPath(folder, number), { force: true });
}
