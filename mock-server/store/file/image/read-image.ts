import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { problemOfWorlds, readJson, type Snapshot, snapshotPath, type Worlds } from './image.ts';
import { partNames } from './part-names.ts';

/** What is to be done about a part. */
const ADVICE =
  'Put back a copy that is whole, together with the instances.json that names it and all its other parts; or choose another folder with --data DIR.';

/** What a file holds in which a snapshot goes on. */
export interface Part {
  format: number;
  /** As in `instances.json`. */
  log: number;
  /** 2 for the first one after it. */
  part: number;
  worlds: Worlds;
}

/**
 * All worlds of a snapshot, one file after the other; a world may be in several of them.
 * @throws UnusableFolder when a part is missing, damaged, or another one's
 */
export async function* readWorlds(
  folder: string,
  { log, parts = [], worlds }: Snapshot,
): AsyncGenerator<Worlds, void> {
  yield worlds;
  for (const [index, name] of parts.entries()) yield await readPart(join(folder, name), log, index + 2);
}

async function readPart(path: string, log: number, number: number): Promise<Worlds> {
  if (!existsSync(path)) throw unusable(path, 'it is missing, and instances.json goes on in it');
  const part = await readJson<Partial<Part> | null>(path, ADVICE);
  if (part?.log !== log || part.part !== number)
    throw unusable(path, `it is not part ${number} of the snapshot that holds the logs up to ${log}`);
  const problem = problemOfWorlds(part.worlds as Worlds);
  if (problem) throw unusable(path, problem);
  return part.worlds as Worlds;
}

/** @throws UnusableFolder when there are parts, and not the file that names them */
export async function checkFirstPart(folder: string): Promise<void> {
  const [part] = await partNames(folder);
  if (part === undefined) return;
  throw new UnusableFolder(
    snapshotPath(folder),
    `it is missing, and ${part} belongs to it`,
    'Put it back, together with all files that it names; or remove the parts to do without what is in them; or choose another folder with --data DIR.',
  );
}

/** Whether all files of a snapshot are there. */
export async function isWhole(folder: string, parts: readonly string[]): Promise<boolean> {
  const paths = [snapshotPath(folder), ...parts.map((name) => join(folder, name))];
  const found = await Promise.allSettled(paths.map((path) => stat(path)));
  return found.every(({ status }) => status === 'fulfilled');
}

/** How many bytes a snapshot has, with all its parts; 0 when there is none. */
export async function snapshotSize(folder: string): Promise<number> {
  const paths = [snapshotPath(folder), ...(await partNames(folder)).map((name) => join(folder, name))];
  const sizes = await Promise.all(paths.map((path) => stat(path).then(({ size }) => size)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const unusable = (path: string, problem: string): UnusableFolder => new UnusableFolder(path, problem, ADVICE);
