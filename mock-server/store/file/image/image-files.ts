import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

// The file that holds the instances. A name is never used again, so the one that a head names is the one it means.
// Formats 2 and 3 had parts beside the first file, which end in .json.
const NAME = /^instances-(\d{6,})-[0-9a-f]{8}(?:\.jsonl|-\d+\.json)$/;

export const headPath = (folder: string): string => join(folder, 'instances.json');

/** @param log number of the last log that the image holds */
export const newBodyName = (log: number): string =>
  `instances-${String(log).padStart(6, '0')}-${randomBytes(4).toString('hex')}.jsonl`;

export const isBodyName = (name: unknown): name is string =>
  typeof name === 'string' && NAME.test(name) && name.endsWith('.jsonl');

/** The number of the last log that the image holds to which a file belongs. */
export const logOfBody = (name: string): number => Number(NAME.exec(name)?.[1] ?? 0);

/** Whether a file is called as the parts of old images were. */
export const isPartName = (name: unknown): boolean =>
  typeof name === 'string' && NAME.test(name) && name.endsWith('.json');

/** The files of a folder that look as if they belonged to an image, whether a head names them or not; the latest last. */
export async function bodyNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => NAME.test(name)).sort();
}

/**
 * Removes what no image needs any more: files of former ones, and of one that was never finished.
 * @param needed those that the head names
 * @param upTo only those of images that hold no later log
 */
export async function removeBodies(
  folder: string,
  needed: readonly string[],
  upTo = Number.POSITIVE_INFINITY,
): Promise<void> {
  for (const file of await readdir(folder)) {
    const name = file.replace(/^\.(.*)\.tmp$/, '$1');
    const log = NAME.test(name) ? logOfBody(name) : Number.NaN;
    if (log <= upTo && !needed.includes(file)) await rm(join(folder, file), { force: true });
  }
}

/** Whether all files of an image are there. */
export async function isWhole(folder: string, body: string): Promise<boolean> {
  const found = await Promise.allSettled([headPath(folder), join(folder, body)].map((path) => stat(path)));
  return found.every(({ status }) => status === 'fulfilled');
}

/** How many bytes an image has; 0 when there is none. */
export async function imageSize(folder: string): Promise<number> {
  const paths = [headPath(folder), ...(await bodyNames(folder)).map((name) => join(folder, name))];
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
