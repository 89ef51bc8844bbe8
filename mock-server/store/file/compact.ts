import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { MemoryRows } from '../rows.ts';
import { logNumbers, logPath } from './log-files.ts';
import { readLog } from './read-log.ts';
import { readSnapshot, type Snapshot, snapshotPath } from './snapshot.ts';

/**
 * Brings the snapshot of a folder up to the end of a log, and removes the logs it then holds. It works from the files
 * alone, so that it can run in a thread of its own while the server answers.
 * @param upTo number of the last log to take in; nobody may be writing it any more
 * @returns the size of the snapshot in bytes
 */
export async function compact(folder: string, upTo: number): Promise<number> {
  const { rows, log } = await readFolder(folder, upTo);
  if (log >= upTo) return 0;
  const size = await writeSnapshot(folder, { ...rows.snapshot(), log: upTo });
  for (const number of await logNumbers(folder))
    if (number <= upTo) await rm(logPath(folder, number), { force: true });
  return size;
}

/** What a folder holds up to a log. */
async function readFolder(folder: string, upTo: number): Promise<{ rows: MemoryRows; log: number }> {
  const snapshot = await readSnapshot(folder);
  const rows = MemoryRows.of(snapshot.worlds);
  for (const number of await logNumbers(folder)) {
    if (number <= snapshot.log || number > upTo) continue;
    await readLog(logPath(folder, number), false, (record) => rows.replay(record));
  }
  return { rows, log: snapshot.log };
}

/**
 * Writes a snapshot whole or not at all, also when the power fails: beside the old one, to the disk, then in its place.
 * @returns its size in bytes
 */
export async function writeSnapshot(folder: string, snapshot: Snapshot): Promise<number> {
  const beside = join(folder, 'instances.next.json');
  await new Low<Snapshot>(new JSONFile<Snapshot>(beside), snapshot).write();
  const file = await open(beside, 'r+');
  await file.sync();
  const { size } = await file.stat();
  await file.close();
  await rename(beside, snapshotPath(folder));
  await syncFolder(folder);
  return size;
}

/** Makes what was created and renamed in a folder outlast a loss of power; not every system can. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
