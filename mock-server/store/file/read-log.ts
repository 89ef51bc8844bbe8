import { createReadStream } from 'node:fs';
import { UnusableFolder } from '../unusable-folder.ts';
import { decodeLine, type LogRecord } from './log-line.ts';

/** How a log ended. */
export interface LogEnd {
  /** Bytes that hold whole records. */
  good: number;
  /** Bytes behind them: what was being written when the process died. Nobody was told that it is kept. */
  torn: number;
}

const NEWLINE = 0x0a;

/**
 * Reads a log, one record after the other.
 * @param last whether nothing was written after it; only then may its end be torn
 * @throws UnusableFolder when a damaged record is followed by whole ones, or a damaged log by another, with file and
 *   position
 */
export async function readLog(
  path: string,
  last: boolean,
  take: (record: LogRecord) => void,
): Promise<LogEnd> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let damaged: number | undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let begin = 0;
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, begin)) {
      const records = decodeLine(rest.toString('utf8', begin, end));
      if (!records) damaged ??= offset + begin;
      else if (damaged !== undefined) throw broken(path, damaged);
      else for (const record of records) take(record);
      begin = end + 1;
    }
    offset += begin;
    rest = rest.subarray(begin);
  }
  const good = damaged ?? offset;
  const torn = offset + rest.length - good;
  if (torn > 0 && (!last || (await holdsWhole(path, good)))) throw broken(path, good);
  return { good, torn };
}

/** Whether a whole record begins somewhere behind the first byte of a log's end: where a line's end is damaged, it hides the next line. */
async function holdsWhole(path: string, from: number): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start: from })) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const begins = [...text.matchAll(/[0-9a-f]{8} \[/g)];
  return begins.some(
    ({ index }) => index > 0 && decodeLine(text.slice(index).split('\n', 1)[0] ?? '') !== undefined,
  );
}

function broken(path: string, position: number): UnusableFolder {
  return new UnusableFolder(
    path,
    `the record at byte ${position} is damaged, and later ones are not`,
    `Put a copy back that is whole; or cut the file at byte ${position}, move the logs with higher numbers away, and do without what was written after it; or choose another folder with --data DIR.`,
  );
}
