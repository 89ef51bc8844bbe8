import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFile, syncFolder } from './fsync.ts';
import {
  FORMAT,
  FORMAT_WITHOUT_PARTS,
  type Snapshot,
  snapshotPath,
  type Worlds,
  writeJson,
} from './image.ts';
import { draftOf, partName, removeParts } from './part-names.ts';
import type { Part } from './read-image.ts';
import { split } from './split-into-parts.ts';

const BESIDE = 'instances.next.json';

/** A snapshot that was written. */
export interface WrittenSnapshot {
  /** In bytes, with all its parts. */
  size: number;
  /** Names of the files in which it goes on. */
  parts: string[];
}

/**
 * Writes a snapshot whole or not at all, also when the power fails: beside the old one, to the disk, then in its place.
 * One that is too long for one file goes on in others, which are on the disk before the first one names them; the old
 * one's are removed after it.
 * @param worlds in pieces; a world may be in several of them
 * @param log number of the last log that it holds
 * @param longPart characters of a part that are too many
 */
export async function writeSnapshot(
  folder: string,
  worlds: AsyncIterable<Worlds> | Iterable<Worlds>,
  log: number,
  longPart?: number,
): Promise<WrittenSnapshot> {
  const parts: string[] = [];
  const write = async (name: string, value: Snapshot | Part): Promise<number> => {
    await writeJson(join(folder, name), value);
    return syncFile(join(folder, name));
  };
  let size = 0;
  try {
    const pieces = split(worlds, longPart);
    const first = (await pieces.next()).value ?? {};
    const writing = randomBytes(4).toString('hex');
    for await (const piece of pieces) {
      const part = parts.length + 2;
      const name = partName(log, writing, part);
      parts.push(name);
      size += await write(name, { format: FORMAT, log, part, worlds: piece });
    }
    if (parts.length > 0) await syncFolder(folder);
    size += await write(BESIDE, headOf(log, parts, first));
  } catch (error) {
    await discard(folder, [BESIDE, ...parts]);
    throw error;
  }
  await rename(join(folder, BESIDE), snapshotPath(folder)).catch(async (error) => {
    // Who can say that it is not in its place all the same, as a network may have it: so the parts stay.
    await discard(folder, [BESIDE]);
    throw error;
  });
  await syncFolder(folder);
  await removeParts(folder, parts, log);
  return { size, parts };
}

function headOf(log: number, parts: string[], worlds: Worlds): Snapshot {
  if (parts.length === 0) return { format: FORMAT_WITHOUT_PARTS, log, worlds };
  return { format: FORMAT, log, parts, worlds };
}

/** On a full disk, half of a snapshot would take the room that the log needs. lowdb writes beside its files, too. */
async function discard(folder: string, names: string[]): Promise<void> {
  for (const name of names.flatMap((one) => [one, draftOf(one)]))
    await rm(join(folder, name), { force: true }).catch(() => {});
}
