import { crc32 } from 'node:zlib';
import { utf8Bytes, utf8Text } from '../../../../contracts/files/utf8.ts';
import type { Instance } from '../../../domain/instances/instance.ts';
import type { Entry } from '../../interface/entry.ts';
import type { LearnedFact } from '../../interface/store.ts';

/** What one line of an image says: an instance of a world, or a fact that it learned. */
export type LineEntry = Exclude<Entry, { record: unknown }>;

/** Behind all other members, so that it can be found without reading them. */
const CHECKSUM = /,"crc32":"([0-9a-f]{8})"\}$/;
const CHECKSUM_LENGTH = ',"crc32":"00000000"}'.length;

/** An entry as a line, without its end: JSON, with a checksum of all that stands before it. */
export function encodeEntry(entry: LineEntry): Buffer {
  const line = utf8Bytes(`${JSON.stringify(entry).slice(0, -1)},"crc32":"00000000"}`);
  const open = line.subarray(0, line.length - CHECKSUM_LENGTH);
  line.write(checksum(open), line.length - 10, 'latin1');
  return line;
}

/** A line that was read. */
export interface DecodedLine {
  entry: LineEntry;
  /** Whether it is as it was written. */
  untouched: boolean;
}

/** What a line without its end says, or in words why it cannot be read. */
export function decodeEntry(line: Buffer): DecodedLine | string {
  let value: unknown;
  try {
    value = JSON.parse(utf8Text(line));
  } catch (error) {
    return `it is not JSON (${(error as Error).message})`;
  }
  const entry = entryOf(value as Record<string, unknown> | null);
  return typeof entry === 'string' ? entry : { entry, untouched: hasItsChecksum(line) };
}

function hasItsChecksum(line: Buffer): boolean {
  const end = line.length - CHECKSUM_LENGTH;
  const [, written] = CHECKSUM.exec(line.toString('latin1', Math.max(0, end))) ?? [];
  return written === checksum(line.subarray(0, end));
}

function entryOf(value: Record<string, unknown> | null): LineEntry | string {
  const { world, instance, learned } = value ?? {};
  if (typeof world !== 'string') return 'it says no world';
  const { id } = (instance ?? {}) as Partial<Instance>;
  // What else may be wrong with an instance is told when somebody looks whether it fits (quarantine).
  if (typeof id === 'string' && id !== '') return { world, instance: instance as Instance };
  const { api, fact } = (learned ?? {}) as Partial<LearnedFact>;
  if (typeof api === 'string' && typeof fact === 'object' && fact !== null)
    return { world, learned: { api, fact } };
  return instance === undefined
    ? 'it holds neither an instance nor what was learned'
    : 'its instance has no id';
}

/** Eight hexadecimal digits. */
export const checksum = (of: string | Buffer): string => hex(crc32(of));

/** A checksum as eight hexadecimal digits. */
export const hex = (value: number): string => value.toString(16).padStart(8, '0');
