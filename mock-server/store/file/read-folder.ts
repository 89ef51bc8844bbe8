import { MemoryRows } from '../rows.ts';
import { UnusableFolder } from '../unusable-folder.ts';
import { logNumbers, logPath } from './log-files.ts';
import { type LogEnd, readLog } from './read-log.ts';
import { readSnapshot } from './snapshot.ts';

/** What the files of a folder say. */
export interface FolderContents {
  rows: MemoryRows;
  /** Of the snapshot as it is on the disk; undefined when there is none. */
  format: number | undefined;
  /** Number of the last log that the snapshot holds. */
  held: number;
  /** Number of the last log there is; `held` when there is none after it. */
  last: number;
  /** How the last log ended. */
  end: LogEnd;
}

/**
 * Reads a folder: its snapshot, then the logs after it. Nothing is changed.
 * @param upTo the last log to read, which nobody may be writing any more; all of them when it is left out, and then the
 *   end of the last one may be torn
 * @throws UnusableFolder when something is damaged, missing, or of a newer version
 */
export async function readFolder(folder: string, upTo = Number.POSITIVE_INFINITY): Promise<FolderContents> {
  const { snapshot, format } = await readSnapshot(folder);
  const rows = MemoryRows.of(snapshot.worlds);
  const held = snapshot.log;
  const numbers = (await logNumbers(folder)).filter((number) => number > held && number <= upTo);
  let last = held;
  let end: LogEnd = { good: 0, torn: 0 };
  for (const number of numbers) {
    if (number !== last + 1) throw missing(folder, last + 1, number);
    const mayBeTorn = upTo === Number.POSITIVE_INFINITY && number === numbers.at(-1);
    end = await readLog(logPath(folder, number), mayBeTorn, (record) => rows.replay(record));
    last = number;
  }
  if (upTo !== Number.POSITIVE_INFINITY && last < upTo) throw missing(folder, last + 1, upTo);
  return { rows, format, held, last, end };
}

function missing(folder: string, number: number, before: number): UnusableFolder {
  const next = number === before ? '' : `, and ${logPath(folder, before)} builds on it`;
  return new UnusableFolder(
    logPath(folder, number),
    `it is missing${next}`,
    'Put it back, together with the instances.json that belongs to it; or choose another folder with --data DIR.',
  );
}
