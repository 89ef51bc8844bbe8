import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Entry } from '../../interface/entry.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { BodyEdits } from './accepted-edits.ts';
import { bodyNames, headPath, isBodyName, logOfBody } from './image-files.ts';
import { type Body, checkHead, type Head, readHeadFile } from './image-head.ts';
import { decodeEntry, hex, type LineEntry } from './image-line.ts';
import { type Line, readLines } from './read-lines.ts';
import { checkOldImage, type OldImage, readOldImage } from './read-old-image.ts';

/** What an image says; one that was written on lines comes with its line, so that it need not be written anew. */
export type ReadEntry = Entry & { line?: Buffer };

/** An image as it is on the disk. */
export interface Image {
  /** Undefined when there is none. */
  format: number | undefined;
  /** Number of the last log that it holds. */
  log: number;
  /** The files beside `instances.json` that belong to it. */
  bodies: string[];
  /** What of it was taken although it is not as it was written; known once all entries were read. */
  edits: BodyEdits;
  /** All that it holds, one after the other. @throws UnusableFolder when something is damaged or missing */
  entries: () => AsyncIterable<ReadEntry>;
}

/** What to do about a line that may have been meant. */
const EDITED =
  'If you edited it by hand, start once with --accept-edits to take it as it is. If not, put back a copy of the whole folder; or choose another folder with --data DIR.';

/**
 * Looks at the image of a folder, in whichever format.
 * @param acceptEdits whether it may be other than it was written, as long as it can be read
 * @throws UnusableFolder when it is damaged, or of a newer version
 */
export async function readImage(folder: string, acceptEdits = false): Promise<Image> {
  const file = await readHeadFile(folder);
  const edits = new BodyEdits();
  if (file !== undefined && file.format < 4) {
    const { log, parts } = checkOldImage(folder, file as OldImage);
    const entries = () => readOldImage(folder, file as OldImage);
    return { format: file.format, log, bodies: parts, edits, entries };
  }
  const head = file ?? (await headOfLost(folder, acceptEdits));
  if (head === undefined)
    return { format: undefined, log: 0, bodies: [], edits, entries: async function* () {} };
  if (!checkHead(folder, head, acceptEdits)) edits.head();
  const { log, instances } = head as Head;
  const entries = () => readEntries(folder, head as Head, acceptEdits ? edits : undefined);
  return { format: 4, log, bodies: [instances.file], edits, entries };
}

/** Where `instances.json` is gone, what can be said of it by the name of the file that it named. */
async function headOfLost(folder: string, accept: boolean): Promise<Head | undefined> {
  const bodies = await bodyNames(folder);
  const [first, second] = bodies;
  if (first === undefined) return undefined;
  const missing = (advice: string): UnusableFolder =>
    new UnusableFolder(headPath(folder), `it is missing, and ${first} belongs to it`, advice);
  if (!isBodyName(first))
    throw missing(
      'Put it back, together with all files that it names; or remove the parts to do without what is in them; or choose another folder with --data DIR.',
    );
  if (second !== undefined)
    throw missing(
      `Put back a copy of the whole folder; or leave only the newest of ${bodies.join(', ')} there, and start once with --accept-edits to do without seeds and clocks.`,
    );
  if (!accept)
    throw missing(
      'Put back a copy of the whole folder; or start once with --accept-edits to do without seeds and clocks. Or choose another folder with --data DIR.',
    );
  const instances = { file: first, lines: 0, bytes: 0, crc32: '' };
  return { format: 4, log: logOfBody(first), instances, worlds: {} };
}

async function* readEntries(
  folder: string,
  { instances, worlds }: Head,
  edits: BodyEdits | undefined,
): AsyncGenerator<ReadEntry, void> {
  const path = join(folder, instances.file);
  await checkThere(path, instances);
  const known = new Set(Object.keys(worlds));
  for (const [world, record] of Object.entries(worlds)) yield { world, record };
  const seen = { lines: 0, bytes: 0, crc: 0 };
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      seen.lines += 1;
      seen.bytes = line.at + line.bytes.length + Number(line.ended);
      seen.crc = crc32(line.ended ? END : '', crc32(line.bytes, seen.crc));
      if (edits && line.bytes.toString().trim() === '') continue;
      const entry = entryOf(path, line, seen.lines, edits);
      if (!known.has(entry.world)) {
        yield { world: entry.world, record: recordFor(path, seen.lines, entry, edits) };
        known.add(entry.world);
      }
      yield { ...entry, line: line.bytes };
    }
  }
  checkWhole(path, instances, { lines: seen.lines, bytes: seen.bytes, crc32: hex(seen.crc) }, edits);
}

const END = Buffer.from('\n');

async function checkThere(path: string, { lines }: Body): Promise<void> {
  await stat(path).catch(() => {
    const advice = 'Put back a copy of the whole folder; or choose another folder with --data DIR.';
    throw new UnusableFolder(
      path,
      `it is missing, and instances.json says that it has ${lines} lines`,
      advice,
    );
  });
}

function entryOf(path: string, { bytes, at }: Line, number: number, edits: BodyEdits | undefined): LineEntry {
  const decoded = decodeEntry(bytes);
  if (typeof decoded === 'string') {
    const rescue = `Put back a copy of the whole folder. To rescue all other lines, remove line ${number}, and start once with --accept-edits. Or choose another folder with --data DIR.`;
    throw new UnusableFolder(path, `line ${number}, at byte ${at}, is damaged: ${decoded}`, rescue);
  }
  const { entry, untouched } = decoded;
  if (untouched) edits?.untouched(path, entry, number);
  else if (edits) edits.line(path, entry, number);
  else {
    const what = 'instance' in entry ? `instance ${entry.instance.id}` : 'a learned fact';
    const changed = `line ${number}, at byte ${at}, with ${what} of world ${entry.world}, is not as it was written: its checksum does not fit`;
    throw new UnusableFolder(path, changed, EDITED);
  }
  return entry;
}

function recordFor(path: string, number: number, { world }: LineEntry, edits: BodyEdits | undefined) {
  if (edits) return edits.worldWithoutRecord(world);
  throw new UnusableFolder(
    path,
    `line ${number} is of a world that instances.json does not have, ${world}`,
    EDITED,
  );
}

function checkWhole(path: string, is: Body, found: Omit<Body, 'file'>, edits: BodyEdits | undefined): void {
  const same = is.lines === found.lines && is.bytes === found.bytes && is.crc32 === found.crc32;
  if (same) return;
  if (edits) {
    edits.body(found.lines - is.lines);
    return;
  }
  const differs =
    is.lines === found.lines
      ? 'its checksum does not fit'
      : `it has ${found.lines} lines, and was written with ${is.lines}`;
  throw new UnusableFolder(path, `it is not as it was written: ${differs}`, EDITED);
}
