import { crc32 } from 'node:zlib';
import type { Change } from '../../interface/store.ts';

/** What a record of the log says: a change of a world, or that a world was forgotten. */
export type LogRecord = { world: string; change: Change } | { world: string; drop: true };

/** What the first line of a log says when one before it may be read: how many bytes that one has. */
export interface LogStart {
  after: number;
}

/**
 * Records that are flushed together, as one line: a checksum, a blank, a JSON array. One checksum for all of them: when
 * the power fails, any part of what was not flushed may be missing, and then none of it counts.
 * @param records each as JSON
 */
export function encodeLine(records: readonly string[]): string {
  const json = `[${records.join(',')}]`;
  return `${checksum(json)} ${json}\n`;
}

/** The records of a line without its end; undefined when it is damaged. */
export function decodeLine(line: string): LogRecord[] | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined;
  try {
    const records: unknown = JSON.parse(json);
    return Array.isArray(records) && records.every(isRecord) ? records : undefined;
  } catch {
    return undefined;
  }
}

/** The line with which a log begins. @param after bytes of the log before it */
export const encodeStart = (after: number): string =>
  encodeLine([JSON.stringify({ after } satisfies LogStart)]);

/** What a line says that begins a log; undefined when it is another. */
export function decodeStart(line: string): LogStart | undefined {
  const match = /^.{9}\[\{"after":(\d+)\}\]$/.exec(line);
  return match && line.slice(0, 8) === checksum(line.slice(9)) ? { after: Number(match[1]) } : undefined;
}

function isRecord(value: Partial<Record<'world' | 'change' | 'drop', unknown>> | null): boolean {
  if (typeof value?.world !== 'string') return false;
  return value.drop === true || Array.isArray((value.change as Change | undefined)?.puts);
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
