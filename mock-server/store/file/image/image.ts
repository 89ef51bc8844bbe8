import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { Instance } from '../../../domain/instances/instance.ts';
import type { WorldRecord } from '../../interface/store.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { isPartName } from './part-names.ts';

/** Grows when the shape of the files changes, the logs' among them. */
export const FORMAT = 3;

/** What a snapshot without more parts is written as: it is read by versions that know of none, too. */
export const FORMAT_WITHOUT_PARTS = 2;

/** Worlds with their instances, by name. */
export type Worlds = Record<string, { record: WorldRecord; instances: Instance[] }>;

/** What `instances.json` holds, for people to read. */
export interface Snapshot {
  format: number;
  /** Number of the last log whose records are all in here. */
  log: number;
  /** Names of the files beside it in which it goes on; they have the same worlds, or more of them. */
  parts?: string[];
  worlds: Worlds;
}

export const snapshotPath = (folder: string): string => join(folder, 'instances.json');

/**
 * Reads the first part of a folder's snapshot, `instances.json`; an empty one when there is none. The adapter is named
 * here: lowdb's presets keep nothing at all when NODE_ENV is "test".
 * @returns with its format as it is on the disk; undefined when there is none
 * @throws UnusableFolder when it is damaged, or of a newer version
 */
export async function readSnapshot(
  folder: string,
): Promise<{ snapshot: Snapshot; format: number | undefined }> {
  const path = snapshotPath(folder);
  const nothing: Snapshot = { format: FORMAT_WITHOUT_PARTS, log: 0, worlds: {} };
  // Low.read() takes a file that holds null, false or 0 for none; it would be written over.
  const data = existsSync(path) ? await readJson<Snapshot>(path) : nothing;
  const problem = problemOf(data);
  if (problem) throw new UnusableFolder(path, problem);
  return { snapshot: migrated(data), format: data === nothing ? undefined : data.format };
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

/** Writes a value to a file, for people to read. */
export async function writeJson<T>(path: string, value: T): Promise<void> {
  await new Low<T>(new JSONFile<T>(path), value).write();
}

/** Format 1 had no log and no clocks; format 2 had no parts. */
function migrated(snapshot: Snapshot): Snapshot {
  if (snapshot.format >= FORMAT_WITHOUT_PARTS) return snapshot;
  const worlds = Object.entries(snapshot.worlds).map(([name, { record, instances }]) => {
    const whole: WorldRecord = {
      time: { mode: 'running', offset: 0 },
      pinned: false,
      ...(record as Partial<WorldRecord>),
    } as WorldRecord;
    return [
      name,
      { record: whole, instances: instances.map((one) => ({ ...one, timers: one.timers ?? [] })) },
    ] as const;
  });
  return { format: FORMAT_WITHOUT_PARTS, log: 0, worlds: Object.fromEntries(worlds) as Worlds };
}

function problemOf(snapshot: Snapshot): string | undefined {
  if (typeof snapshot !== 'object' || snapshot === null || Array.isArray(snapshot))
    return 'it does not hold an object';
  const { format, log, parts, worlds } = snapshot;
  if (!Number.isInteger(format) || format < 1)
    return 'it was not written by this program: it has no format number';
  if (format > FORMAT)
    return `it was written by a newer version (format ${format}; this one reads up to ${FORMAT})`;
  if (format > 1 && (!Number.isInteger(log) || log < 0)) return 'it does not say which logs it holds ("log")';
  if (format > FORMAT_WITHOUT_PARTS && !(Array.isArray(parts) && parts.every(isPartName)))
    return 'it does not say which files it goes on in ("parts")';
  return problemOfWorlds(worlds);
}

/** What is wrong with worlds that were read. */
export function problemOfWorlds(worlds: Worlds): string | undefined {
  if (typeof worlds !== 'object' || worlds === null || Array.isArray(worlds)) return 'it has no "worlds"';
  for (const [name, world] of Object.entries(worlds)) {
    if (!Array.isArray(world?.instances) || typeof world.record?.seed !== 'string')
      return `world "${name}" is damaged`;
    // What else may be wrong with an instance is told when the stand-in looks at it (quarantine).
    const broken = world.instances.findIndex((one) => typeof one?.id !== 'string' || one.id === '');
    if (broken >= 0) return `instance ${broken} of world "${name}" has no id`;
  }
  return undefined;
}
