import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { readLogs } from '../folder/read-folder.ts';
import { readSnapshot, snapshotPath } from '../image/image.ts';
import { readWorlds, snapshotSize } from '../image/read-image.ts';
import { type WrittenSnapshot, writeSnapshot } from '../image/write-image.ts';
import { removeLogs } from '../log/log-files.ts';
import { Changes } from './changes.ts';

/**
 * Brings the snapshot of a folder up to the end of a log, and removes the logs it then holds. It works from the files
 * alone, so that it can run in a thread of its own while the server answers. The logs are held in memory, the snapshot
 * is not: each part of it is read, changed and written before the next one.
 * @param upTo number of the last log to take in; nobody may be writing it any more
 * @param longPart characters of a part of the snapshot that are too many
 * @throws UnusableFolder when something is damaged or missing. Without the snapshot, too: a folder in use always has
 *   one, and the logs that it held are gone
 */
export async function compact(folder: string, upTo: number, longPart?: number): Promise<WrittenSnapshot> {
  const { snapshot, format } = await readSnapshot(folder);
  if (format === undefined) throw new UnusableFolder(snapshotPath(folder), 'it is missing');
  if (snapshot.log >= upTo) return { size: await snapshotSize(folder), parts: snapshot.parts ?? [] };
  const changes = new Changes();
  await readLogs(folder, snapshot.log, (record) => changes.replay(record), upTo);
  const worlds = changes.over(readWorlds(folder, snapshot));
  const written = await writeSnapshot(folder, worlds, upTo, longPart);
  await removeLogs(folder, upTo);
  return written;
}
