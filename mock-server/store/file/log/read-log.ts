import { createReadStream } from 'node:fs';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { readLines } from '../image/read-lines.ts';
import { decodeLine, decodeStart, type LogRecord } from './log-line.ts';

const CR = 0x0d;

/** How a log ended. */
export interface LogEnd {
  /** Bytes that hold whole records. */
  good: number;
  /** Bytes behind them: what was being written when the process died, or the power. Nobody was told that it is kept. */
  torn: number;
  /** How many bytes the log before it has; undefined where it does not say that. */
  after?: number;
}

/**
 * Reads a log, one record after the other.
 * @param last whether nothing was written after it; only then may its end be torn
 * @throws UnusableFolder with file and position when a damaged record is followed by whole ones, or a damaged log by
 *   another, and when a damaged record was finished once: somebody may have been told that it is kept
 */
export async function readLog(
  path: string,
  last: boolean,
  take: (record: LogRecord) => void,
): Promise<LogEnd> {
  let damaged: Damage | undefined;
  let good = 0;
  let size = 0;
  let after: number | undefined;
  for await (const lines of readLines(path)) {
    for (const { bytes, at, ended } of lines) {
      size = at + bytes.length + Number(ended);
      const start = at === 0 && ended ? decodeStart(bytes) : undefined;
      after ??= start?.after;
      const records = start ? [] : ended ? decodeLine(bytes) : undefined;
      if (!records) {
        damaged ??= { at, how: howDamaged(bytes) };
        if (wasFinished(bytes, ended)) throw broken(path, damaged, 'and was finished once');
      } else if (damaged !== undefined) throw broken(path, damaged, 'and later ones are not');
      else {
        for (const record of records) take(record);
        good = size;
      }
    }
  }
  const torn = size - good;
  if (torn > 0 && (!last || (await holdsWhole(path, good))))
    throw broken(path, damaged ?? { at: good, how: 'damaged' }, 'and later ones are not');
  return { good, torn, ...(after !== undefined && { after }) };
}

/** The first record that cannot be read. */
interface Damage {
  at: number;
  how: 'damaged' | 'line end';
}

/** Editors and git (core.autocrlf) turn line ends; the record itself is whole then. */
function howDamaged(line: Buffer): Damage['how'] {
  return line.at(-1) === CR && decodeLine(line.subarray(0, -1)) ? 'line end' : 'damaged';
}

/**
 * Whether a line that cannot be read was a record once. A killed process leaves no line end behind what it did not
 * finish, and where a loss of power left one, zeros stand for what did not get to the disk. Where something else than a
 * line end stands behind a record, a line end was there.
 */
function wasFinished(bytes: Buffer, ended: boolean): boolean {
  const line = bytes.toString();
  // Without its last character, however many bytes that has.
  if (!ended) return decodeLine(Buffer.from(line.slice(0, -1))) !== undefined;
  return !line.includes('\0\0') && (/^[0-9a-f]{8} \[/.test(line) || /\}\]\r?$/.test(line));
}

/** Whether a whole record begins somewhere behind the first byte of a log's end: where a line's end is damaged, it hides the next line. */
async function holdsWhole(path: string, from: number): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start: from })) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const begins = [...text.matchAll(/[0-9a-f]{8} \[/g)];
  return begins.some(
    ({ index }) =>
      index > 0 && decodeLine(Buffer.from(text.slice(index).split('\n', 1)[0] ?? '')) !== undefined,
  );
}

function broken(path: string, { at, how }: Damage, why: string): UnusableFolder {
  const cut = `cut the file at byte ${at}, move the logs with higher numbers away, and do without what was written after it`;
  const others = `Put a copy back that is whole; or ${cut}; or choose another folder with --data DIR.`;
  if (how === 'damaged')
    return new UnusableFolder(path, `the record at byte ${at} is damaged, ${why}`, others);
  return new UnusableFolder(
    path,
    `the record at byte ${at} ends in CR LF, as editors and git (core.autocrlf) write it, and was written with LF`,
    `Turn the line ends back to LF. ${others}`,
  );
}
