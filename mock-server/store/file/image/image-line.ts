import { crc32 } from 'node:zlib';
import type { Instance } from '../../../domain/instances/instance.ts';
import type { Entry } from '../../interface/entry.ts';
import type { LearnedFact } from '../../interface/store.ts';

/** What one line of an image says: an instance of a world, or a fact that it learned. */
export type LineEntry = Exclude<Entry, { record: unknown }>;

/** Behind all other members, so that it can be found without reading them. */
const CHECKSUM = /,"crc32":"([0-9a-f]{8})"\}$/;
const CHECKSUM_LENGTH = ',"crc32":"00000000"}'.length;

/** An entry as a line, without its end: JSON, with a checksum of all that stands before it. */
export function encodeEntry(entry: LineEntry): string {
  const open = JSON.stringify(entry).slice(0, -1);
  return `${open},"crc32":"${checksum(open)}"}`;
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
    value = JSON.parse(line.toString());
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

/** Eight hexadecimal digits. @param before the checksum of what stands before it, as a number */
export const checksum = (text: string | Buffer, before = 0): string => hex(crc32(text, before));

export const hex = (value: number): string => value.toString(16).padStart(8, '0');
