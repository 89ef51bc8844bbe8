import { crc32 } from 'node:zlib';
import type { Change } from '../store.ts';

/** What a line of the log says: a change of a world, that a world was forgotten, or nothing, to try whether it can be written. */
export type LogRecord = { world: string; change: Change } | { world: string; drop: true } | { noop: true };

/** A record as a line: a checksum, a blank, JSON. */
export function encodeLine(record: LogRecord): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

/** The record of a line without its end; undefined when it is damaged. */
export function decodeLine(line: string): LogRecord | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined;
  try {
    return JSON.parse(json) as LogRecord;
  } catch {
    return undefined;
  }
}

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');
