import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Entry } from '../../interface/entry.ts';
import type { WorldRecord } from '../../interface/store.ts';
import { syncFile, syncFolder } from './fsync.ts';
import { headPath, newBodyName, removeBodies } from './image-files.ts';
import { type Body, FORMAT, writeHead } from './image-head.ts';
import { encodeEntry, hex } from './image-line.ts';

const BESIDE = 'instances.next.json';

/** So much is written at once. */
const PIECE = 1 << 20;

/** An image that was written. */
export interface WrittenImage {
  /** In bytes, with its head. */
  size: number;
  /** Name of the file that holds the instances. */
  body: string;
}

/**
 * Writes an image whole or not at all, also when the power fails: its instances into a new file, to the disk, then the
 * head that names it, beside the old one and then in its place; what the old one named is removed after that.
 * @param entries one after the other; no more of them is held than what is written at once. A line that was read from
 *   an image and did not change may come as it is
 * @param log number of the last log that it holds
 */
export async function writeImage(
  folder: string,
  entries: AsyncIterable<ImageEntry> | Iterable<ImageEntry>,
  log: number,
): Promise<WrittenImage> {
  const name = newBodyName(log);
  let size = 0;
  try {
    const { instances, worlds } = await writeBody(folder, name, entries);
    await syncFolder(folder);
    await writeHead(join(folder, BESIDE), { format: FORMAT, log, instances, worlds });
    size = instances.bytes + (await syncFile(join(folder, BESIDE)));
  } catch (error) {
    await discard(folder, [BESIDE, `.${BESIDE}.tmp`, name]);
    throw error;
  }
  await rename(join(folder, BESIDE), headPath(folder)).catch(async (error) => {
    // Who can say that it is not in its place all the same, as a network may have it: so what it names stays.
    await discard(folder, [BESIDE]);
    throw error;
  });
  await syncFolder(folder);
  await removeBodies(folder, [name], log);
  return { size, body: name };
}

/** What an image is written from. */
export type ImageEntry = Entry | { line: Buffer };

async function writeBody(
  folder: string,
  file: string,
  entries: AsyncIterable<ImageEntry> | Iterable<ImageEntry>,
): Promise<{ instances: Body; worlds: Record<string, WorldRecord> }> {
  const worlds = new Map<string, WorldRecord>();
  const handle = await open(join(folder, file), 'wx');
  try {
    const writer = new LineWriter(handle);
    for await (const entry of entries) {
      if ('record' in entry) worlds.set(entry.world, entry.record);
      else await writer.write('line' in entry ? entry.line : encodeEntry(entry));
    }
    const written = await writer.end();
    return { instances: { file, ...written }, worlds: Object.fromEntries(worlds) };
  } finally {
    await handle.close();
  }
}

/** Writes lines in pieces, and counts. */
class LineWriter {
  readonly #file: FileHandle;
  #waiting: Buffer[] = [];
  #length = 0;
  #lines = 0;
  #bytes = 0;
  #crc32 = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(line: Buffer): Promise<void> {
    this.#waiting.push(line, END);
    this.#length += line.length + 1;
    this.#lines += 1;
    if (this.#length >= PIECE) await this.#flush();
  }

  /** Writes the rest, to the disk. */
  async end(): Promise<Omit<Body, 'file'>> {
    await this.#flush();
    await this.#file.sync();
    return { lines: this.#lines, bytes: this.#bytes, crc32: hex(this.#crc32) };
  }

  async #flush(): Promise<void> {
    const piece = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#length = 0;
    this.#crc32 = crc32(piece, this.#crc32);
    this.#bytes += piece.length;
    for (let done = 0; done < piece.length; )
      done += (await this.#file.write(piece, done, piece.length - done)).bytesWritten;
  }
}

const END = Buffer.from('\n');

/** On a full disk, half of an image would take the room that the log needs. lowdb writes beside its file, too. */
async function discard(folder: string, names: string[]): Promise<void> {
  for (const name of names) await rm(join(folder, name), { force: true }).catch(() => {});
}
