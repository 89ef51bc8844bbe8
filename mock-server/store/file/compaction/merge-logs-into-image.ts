import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { readLogs } from '../folder/read-folder.ts';
import { headPath, imageSize } from '../image/image-files.ts';
import { readImage } from '../image/read-image.ts';
import { type WrittenImage, writeImage } from '../image/write-image.ts';
import { removeLogs } from '../log/log-files.ts';
import { Changes } from './changes.ts';

/**
 * Brings the image of a folder up to the end of a log, and removes the logs it then holds. It works from the files
 * alone, so that it can run in a thread of its own while the server answers. The logs are held in memory, the image is
 * not: each line of it is read, changed and written before the next one.
 * @param upTo number of the last log to take in; nobody may be writing it any more
 * @throws UnusableFolder when something is damaged or missing. Without the image, too: a folder in use always has one,
 *   and the logs that it held are gone
 */
export async function mergeLogsIntoImage(folder: string, upTo: number): Promise<WrittenImage> {
  const { format, log, bodies, entries } = await readImage(folder);
  if (format === undefined) throw new UnusableFolder(headPath(folder), 'it is missing');
  if (log >= upTo) return { size: await imageSize(folder), body: bodies[0] ?? '' };
  const changes = new Changes(format);
  await readLogs(folder, log, (record) => changes.replay(record), upTo);
  const written = await writeImage(folder, changes.over(entries()), upTo);
  await removeLogs(folder, upTo);
  return written;
}
