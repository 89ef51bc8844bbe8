import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readLog } from '../../../../../mock-server/store/file/log/read-log.ts';
import { fill, foundIn, line, newFolder, snapshot } from './folder.ts';

const LOG = 'log-000001.txt';
let folder: string;
let path: string;
beforeAll(() => {
  folder = newFolder();
  path = join(folder, LOG);
});

async function read(text: string | Buffer, last = true) {
  fill(folder, { [LOG]: text });
  const ids: string[] = [];
  const end = await readLog(path, last, (one) => {
    if ('change' in one) ids.push(one.change.puts[0]?.instance.id ?? '');
  });
  return { ids, ...end };
}

test('a log cut off at any byte of its last record loses that record and nothing else', async () => {
  const before = Buffer.from(line('a') + line('ä with "quotes"\n'));
  const last = Buffer.from(line('last ü'));
  for (let kept = 0; kept < last.length; kept += 1) {
    const { ids, good, torn } = await read(Buffer.concat([before, last.subarray(0, kept)]));
    expect({ kept, ids, good, torn }).toEqual({
      kept,
      ids: ['a', 'ä with "quotes"\n'],
      good: before.length,
      torn: kept,
    });
  }
  expect((await read(Buffer.concat([before, last]))).ids).toHaveLength(3);
});

test('whatever stands behind the last whole record is dropped, line ends and zeros included', async () => {
  const whole = Buffer.from(line('a') + line('b'));
  const garbage = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.nat(5000).map((length) => Buffer.alloc(length + 1)),
    fc.string({ minLength: 1 }).map((text) => Buffer.from(`${text}\n${text}\n`)),
    // What a loss of power leaves of a flush: some of its blocks, and zeros for those that did not get to the disk.
    fc
      .record({ from: fc.nat(line('c').length - 12), length: fc.integer({ min: 2, max: 10 }) })
      .map((hole) => {
        return Buffer.from(line('c')).fill(0, hole.from, hole.from + hole.length);
      }),
    fc
      .nat(5000)
      .map((length) => Buffer.concat([Buffer.alloc(length + 2), Buffer.from('}]\n'), Buffer.alloc(9)])),
  );
  await fc.assert(
    fc.asyncProperty(garbage, async (tail) => {
      const { ids, good, torn } = await read(Buffer.concat([whole, tail]));
      expect({ ids, good, torn }).toEqual({ ids: ['a', 'b'], good: whole.length, torn: tail.length });
    }),
    { numRuns: 300, seed: 5 },
  );
});

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const damaged = (text: string): string => text.replace('running', 'ruining');

test.each([
  ['the last record, with its end', line('a'), damaged(line('b'))],
  ['the only record', '', damaged(line('b'))],
  ['the last two records', line('a'), damaged(line('b')) + damaged(line('c'))],
  ['the last two, at their begin', line('a'), `#${line('b').slice(1)}#${line('c').slice(1)}`],
  ['the last record before one that was broken off', line('a'), damaged(line('b')) + line('c').slice(0, 40)],
  ['the last record, behind it zeros', line('a'), `${damaged(line('b'))}${'\0'.repeat(4096)}`],
])('a record that was finished is not dropped when it is damaged: %s', async (_, whole, tail) => {
  await expect(read(whole + tail)).rejects.toThrow(
    `${path} cannot be used: the record at byte ${whole.length} is damaged`,
  );
});

test.each([
  ['all', '', line('a') + line('b')],
  ['the last', line('a'), line('b')],
])('records whose line ends were changed to CR LF are not dropped: %s', async (_, whole, tail) => {
  await expect(read(whole + crlf(tail))).rejects.toThrow(
    new RegExp(`the record at byte ${whole.length} ends in CR LF[^]*Turn the line ends back to LF`),
  );
});

test('no change of a single byte goes unnoticed', async () => {
  const whole = Buffer.from(line('a') + line('b') + line('c'));
  const middle = { from: line('a').length, to: line('a').length + line('b').length };
  for (let at = middle.from; at < middle.to; at += 1) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    await expect(read(bytes)).rejects.toThrow(`the record at byte ${middle.from} is damaged`);
  }
});

test('a log that another one follows may not be torn', async () => {
  const torn = line('a') + line('b').slice(0, -5);
  await expect(read(torn, false)).rejects.toThrow(
    `${path} cannot be used: the record at byte ${line('a').length}`,
  );
});

test('what is longer than one read comes out whole', async () => {
  const long = 'x'.repeat(3_000_000);
  expect((await read(line('a') + line(long) + line('b'))).ids).toEqual(['a', long, 'b']);
});

test('a start drops the torn end, tells it, and goes on behind the whole records', async () => {
  const own = newFolder();
  const torn = line('c').slice(0, 40);
  fill(own, { 'instances.json': snapshot(0, []), [LOG]: line('a') + line('b') + torn });
  const { ids, told } = await foundIn(own);
  expect(ids).toEqual(['a', 'b']);
  expect(told).toEqual([
    `${join(own, LOG)}: the last 40 bytes, from byte ${(line('a') + line('b')).length} on, are a record that was never finished; they are dropped`,
  ]);
  expect(await foundIn(own)).toEqual({ ids: ['a', 'b'], told: [] });
});

test('a tail that no killed process leaves is kept aside', async () => {
  const own = newFolder();
  const tail = 'somebody wrote this\nand that\n';
  fill(own, { 'instances.json': snapshot(0, []), [LOG]: line('a') + tail });
  const { ids, told } = await foundIn(own);
  expect(ids).toEqual(['a']);
  const aside = readdirSync(own).find((name) => name.includes('dropped')) ?? '';
  expect(readFileSync(join(own, aside), 'utf8')).toBe(tail);
  expect(told).toEqual([
    `${join(own, LOG)}: the last ${tail.length} bytes, from byte ${line('a').length} on, hold no record that was finished; they are dropped, and kept in ${join(own, aside)}`,
  ]);
  rmSync(join(own, aside));
  expect(await foundIn(own)).toEqual({ ids: ['a'], told: [] });
});
