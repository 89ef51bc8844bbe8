import { existsSync } from 'node:fs';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { WorldRecord } from '../../interface/store.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { headPath, isBodyName } from './image-files.ts';
import { checksum } from './image-line.ts';

/** Grows when the shape of the files changes, the logs' among them. */
export const FORMAT = 4;

/** What `instances.json` holds, which lowdb keeps: everything but instances and what was learned, and where those are. */
export interface Head {
  format: number;
  /** Number of the last log whose records are all in the image. */
  log: number;
  /** The file that holds instances and learned facts, one a line. */
  instances: Body;
  worlds: Record<string, WorldRecord>;
}

/** A file, and how to tell that it is whole. */
export interface Body {
  file: string;
  lines: number;
  bytes: number;
  /** Of all its bytes. */
  crc32: string;
}

/** What to do where a change may have been meant. */
const EDITED =
  'If you edited it by hand, start once with --accept-edits to take it as it is. If not, put back a copy of the whole folder, or choose another folder with --data DIR.';

/** What to do about a head that nobody can read. */
const LOST =
  'Mend it, or put back a copy of the whole folder. To rescue the instances without it, move it away and start once with --accept-edits: they are read from the instances-….jsonl beside it, and seeds and clocks begin anew. Or choose another folder with --data DIR.';

/**
 * What `instances.json` holds, in whichever format; undefined when there is none. The adapter is named here: lowdb's
 * presets keep nothing at all when NODE_ENV is "test".
 * @throws UnusableFolder when it is not JSON, or of a newer version
 */
export async function readHeadFile(folder: string): Promise<{ format: number } | undefined> {
  const path = headPath(folder);
  if (!existsSync(path)) return undefined;
  // Low.read() takes a file that holds null, false or 0 for none; it would be written over.
  const value = await readJson<{ format: number } | null>(path, LOST);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnusableFolder(path, 'it does not hold an object', LOST);
  const { format } = value;
  if (!Number.isInteger(format) || format < 1)
    throw new UnusableFolder(path, 'it was not written by this program: it has no format number', LOST);
  if (format > FORMAT) {
    const newer = `it was written by a newer version (format ${format}; this one reads up to ${FORMAT})`;
    throw new UnusableFolder(path, newer);
  }
  return value;
}

/**
 * Whether a head of this format is as it was written.
 * @throws UnusableFolder when it is not, and that is not accepted, or when it is unusable all the same
 */
export function checkHead(folder: string, value: object, acceptEdits: boolean): value is Head {
  const path = headPath(folder);
  const { crc32, ...head } = value as Head & { crc32?: string };
  const problem = problemOf(head);
  if (problem !== undefined) throw new UnusableFolder(path, problem, LOST);
  const untouched = crc32 === checksum(JSON.stringify(head));
  if (!untouched && !acceptEdits)
    throw new UnusableFolder(path, 'it is not as it was written: its checksum does not fit', EDITED);
  return untouched;
}

function problemOf({ log, instances, worlds }: Partial<Head>): string | undefined {
  if (!Number.isInteger(log) || Number(log) < 0) return 'it does not say which logs it holds ("log")';
  if (!isBodyName(instances?.file))
    return 'it does not say which file holds the instances ("instances.file")';
  if (typeof worlds !== 'object' || worlds === null || Array.isArray(worlds)) return 'it has no "worlds"';
  const damaged = Object.entries(worlds).find(([, record]) => typeof record?.seed !== 'string');
  return damaged && `world "${damaged[0]}" is damaged: it has no seed`;
}

/** Writes a head, for people to read, with a checksum of it as it is without blanks. */
export async function writeHead(path: string, head: Head): Promise<void> {
  const whole = { ...head, crc32: checksum(JSON.stringify(head)) };
  await new Low(new JSONFile<typeof whole>(path), whole).write();
}

/**
 * What a file holds.
 * @param advice what to do when it is damaged
 * @throws UnusableFolder when it is not JSON
 */
export async function readJson<T>(path: string, advice?: string): Promise<T> {
  try {
    return (await new JSONFile<T>(path).read()) as T;
  } catch (error) {
    const { message } = error as Error;
    throw new UnusableFolder(
      path,
      error instanceof SyntaxError ? `it is not JSON (${message})` : message,
      advice,
    );
  }
}
