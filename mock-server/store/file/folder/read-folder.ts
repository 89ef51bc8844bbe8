import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { MemoryRows } from '../../memory/rows.ts';
import { readSnapshot } from '../image/image.ts';
import { checkFirstPart, readWorlds } from '../image/read-image.ts';
import { logNumbers, logPath } from '../log/log-files.ts';
import type { LogRecord } from '../log/log-line.ts';
import { type LogEnd, readLog } from '../log/read-log.ts';

/** What the logs of a folder end with. */
interface LogsRead {
  /** Number of the last log there is; that of the snapshot when there is none after it. */
  last: number;
  /** How the last log ended. */
  end: LogEnd;
}

/** What the files of a folder say. */
export interface FolderContents extends LogsRead {
  rows: MemoryRows;
  /** Of the snapshot as it is on the disk; undefined when there is none. */
  format: number | undefined;
  /** Number of the last log that the snapshot holds. */
  held: number;
  /** Names of the files in which the snapshot goes on. */
  parts: string[];
}

/**
 * Reads a folder: its snapshot, then the logs after it, of which the last one's end may be torn. Nothing is changed.
 * @throws UnusableFolder when something is damaged, missing, or of a newer version
 */
export async function readFolder(folder: string): Promise<FolderContents> {
  const { snapshot, format } = await readSnapshot(folder);
  if (format === undefined) await checkFirstPart(folder);
  const rows = new MemoryRows();
  for await (const worlds of readWorlds(folder, snapshot)) rows.load(worlds);
  const { log: held, parts = [] } = snapshot;
  return { rows, format, held, parts, ...(await readLogs(folder, held, (record) => rows.replay(record))) };
}

/**
 * Reads the logs of a folder.
 * @param after number of the last log that is not needed
 * @param upTo the last log to read, which nobody may be writing any more; all of them when it is left out, and then the
 *   end of the last one may be torn
 * @throws UnusableFolder when one is damaged or missing
 */
export async function readLogs(
  folder: string,
  after: number,
  take: (record: LogRecord) => void,
  upTo = Number.POSITIVE_INFINITY,
): Promise<LogsRead> {
  const numbers = (await logNumbers(folder)).filter((number) => number > after && number <= upTo);
  let last = after;
  let end: LogEnd = { good: 0, torn: 0 };
  for (const number of numbers) {
    if (number !== last + 1) throw missing(folder, last + 1, number);
    const mayBeTorn = upTo === Number.POSITIVE_INFINITY && number === numbers.at(-1);
    end = await readLog(logPath(folder, number), mayBeTorn, take);
    last = number;
  }
  if (upTo !== Number.POSITIVE_INFINITY && last < upTo) throw missing(folder, last + 1, upTo);
  return { last, end };
}

function missing(folder: string, number: number, before: number): UnusableFolder {
  const next = number === before ? '' : `, and ${logPath(folder, before)} builds on it`;
  return new UnusableFolder(
    logPath(folder, number),
    `it is missing${next}`,
    'Put it back, together with the instances.json that belongs to it; or choose another folder with --data DIR.',
  );
}
