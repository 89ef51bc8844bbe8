import type { MemoryBudget } from '../../../domain/memory/memory-budget.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { MemoryRows } from '../../memory/rows.ts';
import type { BodyEdits } from '../image/accepted-edits.ts';
import { readImage } from '../image/read-image.ts';
import { logNumbers, logPath } from '../log/log-files.ts';
import type { LogRecord } from '../log/log-line.ts';
import { currentLogRecord } from '../log/old-log-records.ts';
import { type LogEnd, readLog } from '../log/read-log.ts';

/** What the logs of a folder end with. */
interface LogsRead {
  /** Number of the last log there is; that of the image when there is none after it. */
  last: number;
  /** How the last log ended. */
  end: LogEnd;
  /** How many records were read. */
  records: number;
}

/** What the files of a folder say. */
export interface FolderContents extends LogsRead {
  rows: MemoryRows;
  /** Of the image as it is on the disk; undefined when there is none. */
  format: number | undefined;
  /** Number of the last log that the image holds. */
  held: number;
  /** The files beside `instances.json` that belong to the image. */
  bodies: string[];
  /** What of the image was taken although somebody edited it. */
  edits: BodyEdits;
}

/**
 * Reads a folder: its image, then the logs after it, of which the last one's end may be torn. Nothing is changed.
 * @param acceptEdits whether an image that was edited by hand is taken as it is
 * @param memory that what it holds may take
 * @throws UnusableFolder when something is damaged, missing, of a newer version, or more than there is memory for
 */
export async function readFolder(
  folder: string,
  { acceptEdits, memory }: { acceptEdits?: boolean | undefined; memory?: MemoryBudget | undefined } = {},
): Promise<FolderContents> {
  const { format, log: held, bodies, edits, entries } = await readImage(folder, acceptEdits);
  const rows = new MemoryRows(memory);
  for await (const entry of entries()) {
    rows.load(entry);
    checkMemory(folder, rows.memory);
  }
  const logs = await readLogs(folder, held, (record) => {
    if (edits.any && 'change' in record) tellOverridden(edits, record);
    rows.replay(currentLogRecord(record, format, rows));
    checkMemory(folder, rows.memory);
  });
  return { rows, format, held, bodies, edits, ...logs };
}

/** Rather than that the process dies for want of memory. */
function checkMemory(folder: string, { total, most }: MemoryBudget): void {
  if (total <= most) return;
  throw new UnusableFolder(
    folder,
    `its instances take more than the ${Math.round(most / 1024 / 1024)} MB of memory that they may (--max-memory)`,
    "Allow more with --max-memory, within Node's heap (NODE_OPTIONS=--max-old-space-size=MB), or choose another folder with --data DIR.",
  );
}

/** Whoever edited an instance is to know when that does not count. */
function tellOverridden(edits: BodyEdits, { world, change }: Extract<LogRecord, { change: unknown }>): void {
  for (const { instance } of change.puts)
    if (edits.has(world, instance.id)) edits.overridden(world, instance.id);
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
  let records = 0;
  const takeAndCount = (record: LogRecord): void => {
    records += 1;
    take(record);
  };
  for (const number of numbers) {
    if (number !== last + 1) throw missing(folder, last + 1, number);
    const mayBeTorn = upTo === Number.POSITIVE_INFINITY && number === numbers.at(-1);
    const before = end;
    end = await readLog(logPath(folder, number), mayBeTorn, takeAndCount);
    if (end.after !== undefined && last > after && end.after !== before.good)
      throw cutShort(logPath(folder, last), before.good, end.after);
    last = number;
  }
  if (upTo !== Number.POSITIVE_INFINITY && last < upTo) throw missing(folder, last + 1, upTo);
  return { last, end, records };
}

function cutShort(path: string, bytes: number, written: number): UnusableFolder {
  return new UnusableFolder(
    path,
    `it has ${bytes} bytes, and was written with ${written}`,
    'Put a copy back that is whole; or move the logs with higher numbers away, and do without what was written after it; or choose another folder with --data DIR.',
  );
}

function missing(folder: string, number: number, before: number): UnusableFolder {
  const next = number === before ? '' : `, and ${logPath(folder, before)} builds on it`;
  return new UnusableFolder(
    logPath(folder, number),
    `it is missing${next}`,
    'Put it back, together with the instances.json that belongs to it; or choose another folder with --data DIR.',
  );
}
