import { open, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../../../../contracts/files/make-folder.ts';
import type { MemoryBudget } from '../../../domain/memory/memory-budget.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import type { MemoryRows } from '../../memory/rows.ts';
import { syncFolder } from '../image/fsync.ts';
import { removeBodies } from '../image/image-files.ts';
import { FORMAT } from '../image/image-head.ts';
import { writeImage } from '../image/write-image.ts';
import { logPath, removeLogs } from '../log/log-files.ts';
import type { LogEnd } from '../log/read-log.ts';
import { type Durability, Log } from '../log/write-ahead-log.ts';
import { FolderLock } from './lock.ts';
import { type FolderContents, readFolder } from './read-folder.ts';

/** A folder that is held, read, and ready to be written. */
export interface OpenFolder {
  rows: MemoryRows;
  /** Whether logs hold what the image does not. */
  behind: boolean;
  lock: FolderLock;
  log: Log;
  /** Of the log. */
  number: number;
  /** Name of the file that holds the instances of the image. */
  body: string;
}

export interface OpenOptions {
  durability: Durability;
  /** Told what people should know, such as a torn record that was dropped. */
  tell: (text: string) => void;
  /** Whether files that were edited by hand are taken as they are. */
  acceptEdits?: boolean | undefined;
  /** What instances may take of memory, and are counted in. */
  memory?: MemoryBudget | undefined;
}

/**
 * Opens a folder, which is made if it is not there. Until everything in it was read, nothing in it is changed.
 * @throws UnusableFolder when somebody else holds it, or something in it cannot be read or written
 */
export async function openFolder(folder: string, options: OpenOptions): Promise<OpenFolder> {
  await makeDurably(folder).catch(({ message }) => {
    throw new UnusableFolder(folder, message);
  });
  const lock = await FolderLock.take(folder);
  try {
    const contents = await readFolder(folder, options);
    const files = await writable(folder, contents, options).catch((error: Error) => {
      throw new UnusableFolder(folder, `it cannot be written: ${error.message}`);
    });
    return { rows: contents.rows, lock, ...files };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function makeDurably(folder: string): Promise<void> {
  const first = await makeFolder(folder);
  if (first !== undefined) await syncFolder(dirname(resolve(first)));
}

/** Drops a torn end, brings the files to this version's format, and goes on with the last log or begins the first. */
async function writable(
  folder: string,
  { rows, format, held, bodies, edits, last, end, records }: FolderContents,
  { durability, tell }: OpenOptions,
): Promise<Pick<OpenFolder, 'number' | 'log' | 'body' | 'behind'>> {
  if (end.torn > 0) await tellTorn(logPath(folder, last), end, tell);
  const current = format === FORMAT && !edits.any;
  if (current) await removeBodies(folder, bodies);
  const [body] = current ? bodies : [(await writeImage(folder, rows.entries(), last)).body];
  if (edits.any) tell(`${folder}: ${edits.summary}`);
  await removeLogs(folder, current ? held : last);
  const goesOn = current && last > held;
  const number = goesOn ? last : last + 1;
  const path = logPath(folder, number);
  const log = await (goesOn ? Log.open(path, end.good, durability) : Log.create(path, durability));
  await syncFolder(folder);
  return { number, log, body: body ?? '', behind: current && records > 0 };
}

async function tellTorn(path: string, { good, torn }: LogEnd, tell: (text: string) => void): Promise<void> {
  const aside = await keepAside(path, good);
  const what =
    aside === undefined
      ? 'are a record that was never finished; they are dropped'
      : `hold no record that was finished; they are dropped, and kept in ${aside}`;
  tell(`${path}: the last ${torn} bytes, from byte ${good} on, ${what}`);
}

/**
 * A killed process leaves part of a line. Where there is more, the power was lost or somebody else wrote, and whoever
 * looks into it needs what was there.
 */
async function keepAside(path: string, from: number): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    if (!buffer.includes('\n')) return undefined;
    const aside = `${path.replace(/\.txt$/, '')}.dropped-${from}.txt`;
    await writeFile(aside, buffer);
    return aside;
  } finally {
    await file.close();
  }
}
