import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { Instance } from '../../domain/instance.ts';
import type { WorldRecord } from '../store.ts';
import { UnusableFolder } from '../unusable-folder.ts';

/** Grows when the shape of the files changes, the logs' among them. */
export const FORMAT = 2;

/** What `instances.json` holds, for people to read. */
export interface Snapshot {
  format: number;
  /** Number of the last log whose records are all in here. */
  log: number;
  worlds: Record<string, { record: WorldRecord; instances: Instance[] }>;
}

export const snapshotPath = (folder: string): string => join(folder, 'instances.json');

/**
 * Reads the snapshot of a folder; an empty one when there is none. The adapter is named here: lowdb's presets keep
 * nothing at all when NODE_ENV is "test".
 * @returns with its format as it is on the disk; undefined when there is none
 * @throws UnusableFolder when it is damaged, or of a newer version
 */
export async function readSnapshot(
  folder: string,
): Promise<{ snapshot: Snapshot; format: number | undefined }> {
  const path = snapshotPath(folder);
  const adapter = new JSONFile<Snapshot>(path);
  const nothing: Snapshot = { format: FORMAT, log: 0, worlds: {} };
  const file = new Low<Snapshot>(adapter, nothing);
  try {
    // Low.read() takes a file that holds null, false or 0 for none; it would be written over.
    if (existsSync(path)) file.data = (await adapter.read()) as Snapshot;
  } catch (error) {
    const { message } = error as Error;
    throw new UnusableFolder(path, error instanceof SyntaxError ? `it is not JSON (${message})` : message);
  }
  const problem = problemOf(file.data);
  if (problem) throw new UnusableFolder(path, problem);
  const format = file.data === nothing ? undefined : file.data.format;
  return { snapshot: migrated(file.data), format };
}

/** Format 1 had no log and no clocks. */
function migrated(snapshot: Snapshot): Snapshot {
  if (snapshot.format === FORMAT) return snapshot;
  const worlds = Object.entries(snapshot.worlds).map(([name, { record, instances }]) => {
    const whole: WorldRecord = {
      clock: { mode: 'running', offset: 0 },
      pinned: false,
      ...(record as Partial<WorldRecord>),
    } as WorldRecord;
    return [
      name,
      { record: whole, instances: instances.map((one) => ({ ...one, timers: one.timers ?? [] })) },
    ] as const;
  });
  return { format: FORMAT, log: 0, worlds: Object.fromEntries(worlds) as Snapshot['worlds'] };
}

function problemOf(snapshot: Snapshot): string | undefined {
  if (typeof snapshot !== 'object' || snapshot === null || Array.isArray(snapshot))
    return 'it does not hold an object';
  const { format, log, worlds } = snapshot;
  if (!Number.isInteger(format) || format < 1)
    return 'it was not written by this program: it has no format number';
  if (format > FORMAT)
    return `it was written by a newer version (format ${format}; this one reads up to ${FORMAT})`;
  if (typeof worlds !== 'object' || worlds === null || Array.isArray(worlds)) return 'it has no "worlds"';
  if (format > 1 && (!Number.isInteger(log) || log < 0)) return 'it does not say which logs it holds ("log")';
  for (const [name, world] of Object.entries(worlds)) {
    if (!Array.isArray(world?.instances) || typeof world.record?.seed !== 'string')
      return `world "${name}" is damaged`;
    // What else may be wrong with an instance is told when the stand-in looks at it (quarantine).
    const broken = world.instances.findIndex((one) => typeof one?.id !== 'string' || one.id === '');
    if (broken >= 0) return `instance ${broken} of world "${name}" has no id`;
  }
  return undefined;
}
