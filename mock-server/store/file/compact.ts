import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { MemoryRows } from '../rows.ts';
import { logNumbers, logPath } from './log-files.ts';
import { readFolder } from './read-folder.ts';
import { FORMAT, type Snapshot, snapshotPath } from './snapshot.ts';

/**
 * Brings the snapshot of a folder up to the end of a log, and removes the logs it then holds. It works from the files
 * alone, so that it can run in a thread of its own while the server answers.
 * @param upTo number of the last log to take in; nobody may be writing it any more
 * @returns the size of the snapshot in bytes
 */
export async function compact(folder: string, upTo: number): Promise<number> {
  const { rows, held } = await readFolder(folder, upTo);
  if (held >= upTo) return 0;
  const size = await writeSnapshot(folder, rows, upTo);
  await removeLogs(folder, upTo);
  return size;
}

/** Removes the logs up to a number, which a snapshot holds. */
export async function removeLogs(folder: string, upTo: number): Promise<void> {
  for (const number of await logNumbers(folder))
    if (number <= upTo) await rm(logPath(folder, number), { force: true });
}

/**
 * Writes a snapshot whole or not at all, also when the power fails: beside the old one, to the disk, then in its place.
 * @param log number of the last log that it holds
 * @returns its size in bytes
 */
export async function writeSnapshot(folder: string, rows: MemoryRows, log: number): Promise<number> {
  const beside = join(folder, 'instances.next.json');
  try {
    const snapshot: Snapshot = { format: FORMAT, log, worlds: rows.snapshot() };
    await new Low<Snapshot>(new JSONFile<Snapshot>(beside), snapshot).write();
    const size = await syncFile(beside);
    await rename(beside, snapshotPath(folder));
    await syncFolder(folder);
    return size;
  } catch (error) {
    // On a full disk, half of a snapshot would take the room that the log needs. lowdb writes beside its file, too.
    for (const name of [beside, join(folder, '.instances.next.json.tmp')])
      await rm(name, { force: true }).catch(() => {});
    throw error;
  }
}

async function syncFile(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Makes what was created and renamed in a folder outlast a loss of power; not every system can. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
