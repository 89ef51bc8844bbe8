import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { UnusableFolder } from '../../../../../mock-server/store/interface/unusable-folder.ts';
import { bytesOf, fill, foundIn, line, newFolder, opened, snapshot, snapshotInParts } from './folder.ts';

/** Flips a bit in the middle of a text. */
const damaged = (text: string): string => `${text.slice(0, 30)}#${text.slice(31)}`;

const PART = 'instances-000004-0000000a-0002.json';
/** A snapshot of three parts, and a log after it. */
const PARTS = { ...snapshotInParts(4, '0000000a', [['a'], ['b'], ['c']]), 'log-000005.txt': line('d') };
const without = (name: string) =>
  Object.fromEntries(Object.entries(PARTS as Record<string, unknown>).filter(([one]) => one !== name));
const part = (more: Record<string, unknown>) => {
  return { ...PARTS, [PART]: { ...snapshot(4, ['b']), format: 3, part: 2, ...more } };
};

const CASES: [what: string, files: Record<string, unknown>, says: RegExp][] = [
  [
    'a damaged record with whole ones after it',
    { 'instances.json': snapshot(0, []), 'log-000001.txt': line('a') + damaged(line('b')) + line('c') },
    /log-000001\.txt cannot be used: the record at byte \d+ is damaged.*[\s\S]*cut the file at byte \d+/,
  ],
  [
    'damaged records at the end that were finished once',
    {
      'instances.json': snapshot(0, []),
      'log-000001.txt': line('a') + damaged(line('b')) + damaged(line('c')),
    },
    /log-000001\.txt cannot be used: the record at byte \d+ is damaged, and was finished once\n.*cut the file at byte \d+/,
  ],
  [
    'a log with other line ends',
    {
      'instances.json': snapshot(0, []),
      'log-000001.txt': (line('a') + line('b')).replaceAll('\n', '\r\n'),
    },
    /log-000001\.txt cannot be used: the record at byte 0 ends in CR LF.*\n.*Turn the line ends back to LF/,
  ],
  [
    'a torn log with another one after it',
    {
      'instances.json': snapshot(0, []),
      'log-000001.txt': line('a').slice(0, -9),
      'log-000002.txt': line('b'),
    },
    /log-000001\.txt cannot be used: the record at byte 0 is damaged/,
  ],
  [
    'a log missing in between, with an old one that is not needed any more',
    {
      'instances.json': snapshot(1, ['a']),
      'log-000001.txt': line('a'),
      'log-000002.txt': line('b'),
      'log-000004.txt': line('d'),
    },
    /log-000003\.txt cannot be used: it is missing, and .*log-000004\.txt builds on it[\s\S]*Put it back/,
  ],
  [
    'no snapshot, and logs that need one',
    { 'log-000003.txt': line('c') },
    /log-000001\.txt cannot be used: it is missing/,
  ],
  [
    'a snapshot that ends early',
    { 'instances.json': JSON.stringify(snapshot(0, ['a'])).slice(0, -20), 'log-000001.txt': line('b') },
    /instances\.json cannot be used: it is not JSON/,
  ],
  ['an empty snapshot', { 'instances.json': '' }, /instances\.json cannot be used: it is not JSON/],
  ['a snapshot that is a list', { 'instances.json': [] }, /it does not hold an object/],
  ['a foreign file', { 'instances.json': { instances: [] } }, /not written by this program/],
  ['a format that is none', { 'instances.json': { format: 0, worlds: {} } }, /not written by this program/],
  [
    'a newer format, with a log of it',
    { 'instances.json': { format: 5, log: 0, worlds: {} }, 'log-000001.txt': '{"whatever":"comes"}\n' },
    /written by a newer version \(format 5; this one reads up to 4\)/,
  ],
  ['a snapshot without worlds', { 'instances.json': { format: 2, log: 0 } }, /it has no "worlds"/],
  ['a snapshot that names no log', { 'instances.json': { format: 2, worlds: {} } }, /which logs it holds/],
  [
    'a world without its record',
    { 'instances.json': { format: 2, log: 0, worlds: { w: { instances: [] } } } },
    /world "w" is damaged/,
  ],
  [
    'an instance without id',
    { 'instances.json': snapshot(0, ['a', '']) },
    /instance 1 of world "w" has no id/,
  ],
  [
    'a part that is missing',
    without(PART),
    /instances-000004-0000000a-0002\.json cannot be used: it is missing, and instances\.json goes on in it\n.*Put back/,
  ],
  [
    'a part that ends early',
    { ...PARTS, [PART]: JSON.stringify(snapshot(4, ['b'])).slice(0, -20) },
    /instances-000004-0000000a-0002\.json cannot be used: it is not JSON \(.*Put back/s,
  ],
  ['a part that holds null', { ...PARTS, [PART]: 'null' }, /it is not part 2 of the image/],
  ['a part of another snapshot', part({ log: 3 }), /not part 2 of the image that holds the logs up to 4/],
  ['another part in its place', part({ part: 3 }), /-0002\.json cannot be used: it is not part 2/],
  ['a part without worlds', part({ worlds: [] }), /-0002\.json cannot be used: it has no "worlds"/],
  [
    'an instance without id in a part',
    part({ worlds: snapshot(4, ['b', '']).worlds }),
    /-0002\.json cannot be used: instance 1 of world "w" has no id/,
  ],
  [
    'parts without the file that names them',
    without('instances.json'),
    /instances\.json.*: it is missing, and /,
  ],
  [
    'parts that are not named',
    { 'instances.json': { ...snapshot(0, []), format: 3 } },
    /it does not say which files it goes on in \("parts"\)/,
  ],
  [
    'parts that are other files',
    {
      'instances.json': { ...snapshot(0, []), format: 3, parts: ['../instances-000004-0000000a-0002.json'] },
    },
    /it does not say which files it goes on in/,
  ],
];

describe('a start is stopped, says where and what to do, and leaves every byte as it was, by', () => {
  test.each(CASES)('%s', async (_, files, says) => {
    const folder = newFolder();
    fill(folder, files);
    const before = bytesOf(folder);
    const start = opened(folder);
    await expect(start).rejects.toThrow(UnusableFolder);
    await expect(start).rejects.toThrow(says);
    await expect(start).rejects.toThrow('It was left as it is.');
    expect(bytesOf(folder)).toEqual(before);
  });
});

test('once it is mended, the same folder opens', async () => {
  const folder = newFolder();
  fill(folder, { 'instances.json': snapshot(1, ['a']), 'log-000003.txt': line('c') });
  await expect(opened(folder)).rejects.toThrow('log-000002.txt');
  fill(folder, { 'log-000002.txt': line('b') });
  expect((await foundIn(folder)).ids).toEqual(['a', 'b', 'c']);
});

test('a folder that is a file is told', async () => {
  const folder = newFolder();
  fill(folder, { file: 'x' });
  await expect(opened(join(folder, 'file'))).rejects.toThrow(UnusableFolder);
});
