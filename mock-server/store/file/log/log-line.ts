import { utf8Bytes, utf8Text } from '../../../../contracts/files/utf8.ts';
import type { Change } from '../../interface/store.ts';
import { checksum } from '../image/image-line.ts';

/** What a record of the log says: a change of a world, or that a world was forgotten. */
export type LogRecord = { world: string; change: Change } | { world: string; drop: true };

/** What the first line of a log says when one before it may be read: how many bytes that one has. */
export interface LogStart {
  after: number;
}

/** In bytes; of a log that is longer than any file. */
const LONGEST_START = 50;

/**
 * Records that are flushed together, as one line: a checksum, a blank, a JSON array. One checksum for all of them: when
 * the power fails, any part of what was not flushed may be missing, and then none of it counts.
 * @param records each as JSON
 */
export function encodeLine(records: readonly string[]): Buffer {
  // Turned into bytes once, for the checksum and for the file: of large bodies that is what takes longest.
  const line = utf8Bytes(`00000000 [${records.join(',')}]\n`);
  line.write(checksum(line.subarray(9, -1)), 'latin1');
  return line;
}

/** The records of a line without its end; undefined when it is damaged. */
export function decodeLine(line: Buffer): LogRecord[] | undefined {
  const json = line.subarray(9);
  if (line.toString('latin1', 0, 9) !== `${checksum(json)} `) return undefined;
  try {
    const records: unknown = JSON.parse(utf8Text(json));
    return Array.isArray(records) && records.every(isRecord) ? records : undefined;
  } catch {
    return undefined;
  }
}

/** The line with which a log begins. @param after bytes of the log before it */
export const encodeStart = (after: number): Buffer =>
  encodeLine([JSON.stringify({ after } satisfies LogStart)]);

/** What a line says that begins a log; undefined when it is another. */
export function decodeStart(line: Buffer): LogStart | undefined {
  if (line.length > LONGEST_START) return undefined;
  const text = line.toString('latin1');
  const match = /^.{9}\[\{"after":(\d+)\}\]$/.exec(text);
  return match && text.slice(0, 8) === checksum(line.subarray(9)) ? { after: Number(match[1]) } : undefined;
}

function isRecord(value: Partial<Record<'world' | 'change' | 'drop', unknown>> | null): boolean {
  if (typeof value?.world !== 'string') return false;
  return value.drop === true || Array.isArray((value.change as Change | undefined)?.puts);
}
