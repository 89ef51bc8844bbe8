// Bytes that change and files that end early: a start is refused with the place, or everything is as it was. What is
// missing at the end of the last log was never acknowledged, as far as anybody can see, and is told.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFolder } from '../../mock-server/store/file/folder/read-folder.ts';
import { encodeStart } from '../../mock-server/store/file/log/log-line.ts';
import { UnusableFolder } from '../../mock-server/store/interface/unusable-folder.ts';
import { full } from '../full.ts';
import {
  bytesOf,
  change,
  fill,
  head,
  line,
  newFolder,
  opened,
} from '../unit/mock-server/store/file/folder.ts';

jest.setTimeout(full ? 600_000 : 60_000);

const HEAD = 'instances.json';
/** Another log follows the first one, as while an image is written. */
const [LOG, LAST] = ['log-000002.txt', 'log-000003.txt'];
/** How many bytes are changed in each kind of file. */
const CHANGED = full ? 500 : 60;
/** How the store begins a log while the one before it is still needed. */
const START = encodeStart(Buffer.byteLength(line('f') + line('g'))).toString();
const PER_CUTS = full ? 1 : 23;

let folder: string;
let whole: Record<string, Buffer>;
let right: string;

beforeAll(async () => {
  folder = newFolder();
  const { store } = await opened(folder);
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    const learned = [{ api: 'apptor', fact: { processId: id } }];
    await store.commit(id < 'd' ? 'w' : 'v', { ...change(id, 1, { text: `Grüße ${id}`, n: 17 }), learned });
  }
  await store.close();
  fill(folder, {
    [LOG]: line('f') + line('g'),
    [LAST]: START + line('h') + line('i'),
  });
  whole = Object.fromEntries(
    Object.entries(bytesOf(folder)).map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')]),
  );
  right = (await state()) ?? '';
  expect(right).toContain('"id":"i"');
});

/** All that a start finds; undefined where it is refused, with the file and what to do. */
async function state(): Promise<string | undefined> {
  try {
    const { rows, end } = await readFolder(folder);
    return JSON.stringify([...rows.entries()]) + (end.torn > 0 ? ` and ${end.torn} bytes are told` : '');
  } catch (error) {
    expect(error).toBeInstanceOf(UnusableFolder);
    expect((error as Error).message).toMatch(/instances[-\w]*\.jsonl?|log-\d+\.txt/);
    return undefined;
  }
}

/** What a start finds while a file holds other bytes. */
async function stateWith(file: string, bytes: Buffer): Promise<string | undefined> {
  writeFileSync(join(folder, file), bytes);
  try {
    return await state();
  } finally {
    writeFileSync(join(folder, file), whole[file] ?? '');
  }
}

/** The same numbers each time, from 0 to below 1. */
function* numbers(seed: number): Generator<number, never> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

const bodyName = (): string => head(folder).body;

describe('a byte that changes is noticed, or means the same:', () => {
  test.each([
    ['the head', () => [HEAD], 1],
    ['the instances', () => [bodyName()], 2],
    ['the logs', () => [LOG, LAST], 3],
  ])('in %s', async (_, files, seed) => {
    const random = numbers(seed);
    const below = (most: number): number => Math.floor(random.next().value * most);
    const silent: string[] = [];
    for (let n = 0; n < CHANGED; n += 1) {
      const names = files();
      const file = names[below(names.length)] ?? '';
      const bytes = Buffer.from(whole[file] ?? '');
      const at = below(bytes.length);
      // Line ends now and then, which hold records apart.
      const place = n % 5 === 0 ? bytes.indexOf('\n', at) : at;
      const where = place < 0 ? at : place;
      bytes[where] = (bytes.readUInt8(where) + 1 + below(255)) % 256;
      const found = await stateWith(file, bytes);
      if (found !== undefined && found !== right) silent.push(`${file}, byte ${where}: ${found}`);
    }
    expect(silent).toEqual([]);
  });
});

test('every file but the last log that ends early is noticed', async () => {
  const silent: string[] = [];
  for (const file of [HEAD, bodyName(), LOG]) {
    const bytes = whole[file] ?? Buffer.alloc(0);
    for (let length = 0; length < bytes.length; length += PER_CUTS)
      if ((await stateWith(file, bytes.subarray(0, length))) !== undefined) silent.push(`${file}: ${length}`);
  }
  expect(silent).toEqual([]);
});

test('in the last log, what is left counts, and half a record is told', async () => {
  const bytes = whole[LAST] ?? Buffer.alloc(0);
  const start = START.length;
  const first = bytes.indexOf('\n', start) + 1;
  const [none, one] = [
    await stateWith(LAST, Buffer.alloc(0)),
    await stateWith(LAST, bytes.subarray(0, first)),
  ];
  expect([none, one, right].map((found) => found?.match(/"id":"."/g)?.length)).toEqual([7, 8, 9]);
  for (let length = 1; length < bytes.length; length += PER_CUTS) {
    const whole = length < start ? 0 : length < first ? start : first;
    const torn = length - whole;
    const told = torn === 0 ? '' : ` and ${torn} bytes are told`;
    expect(await stateWith(LAST, bytes.subarray(0, length))).toBe((length < first ? none : one) + told);
  }
});

test('the files are as they were', () => {
  for (const [file, bytes] of Object.entries(whole)) expect(readFileSync(join(folder, file))).toEqual(bytes);
});
