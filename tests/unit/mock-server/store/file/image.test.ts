// The image: what of logs comes into it, and what is left where that is cut short.
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeLogsIntoImage } from '../../../../../mock-server/store/file/compaction/merge-logs-into-image.ts';
import { readFolder } from '../../../../../mock-server/store/file/folder/read-folder.ts';
import { writeImage } from '../../../../../mock-server/store/file/image/write-image.ts';
import { encodeLine, type LogRecord } from '../../../../../mock-server/store/file/log/log-line.ts';
import { MemoryRows } from '../../../../../mock-server/store/memory/rows.ts';
import { copied } from './copied.ts';
import { noSpace, spyOn } from './file-handle.ts';
import {
  bodies,
  bytesOf,
  change,
  fill,
  foundIn,
  head,
  idsIn,
  instance,
  line,
  newFolder,
  opened,
  record,
  snapshotInParts,
} from './folder.ts';

const ids = (letters: string): string[] => [...letters];

/** What a record says, in short. */
type Said =
  | { world: string; sequence: number; ids: string[]; text: number; fact: boolean }
  | { world: string; drop: true };

describe('logs merged into an image say the same as in memory:', () => {
  const name = fc.constantFrom('w', 'v', '__proto__');
  const one: fc.Arbitrary<Said> = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        world: name,
        sequence: fc.nat(9),
        ids: fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 4 }),
        text: fc.nat(900),
        fact: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ world: name, drop: fc.constant(true as const) }) },
  );
  const logs = fc.array(fc.array(one, { maxLength: 8 }), { minLength: 1, maxLength: 4 });

  const FACT = (version: number) => ({ api: 'flowx', fact: { version } });

  /** All that rows hold; in which order the worlds come does not matter. */
  function inOrder(rows: MemoryRows): Record<string, string[]> {
    const worlds = [...rows.worlds.keys()].map((world) => {
      const entries = [...rows.entries()].filter((entry) => entry.world === world);
      return [world, entries.map((entry) => JSON.stringify(entry))] as const;
    });
    return Object.fromEntries(worlds);
  }

  /** As a log holds it. */
  function recordOf(said: Said, version: number): LogRecord {
    if ('drop' in said) return said;
    const puts = said.ids.map((id) => {
      return { instance: instance(id, version, { text: 'x'.repeat(said.text) }), expected: null };
    });
    return {
      world: said.world,
      change: {
        puts,
        record: { ...record, sequence: said.sequence },
        ...(said.fact && { learned: [FACT(version)] }),
      },
    };
  }

  test('worlds, records and instances, in their order', async () => {
    // Hundreds of files; whether they outlast a loss of power does not matter here.
    spyOn('sync').mockResolvedValue();
    await fc.assert(
      fc.asyncProperty(logs, async (said) => {
        const folder = newFolder();
        const rows = new MemoryRows();
        await writeImage(folder, [], 0);
        for (const [index, records] of said.entries()) {
          const all = records.map((each) => recordOf(each, index + 1));
          for (const each of all) rows.replay(each);
          fill(folder, {
            [`log-00000${index + 1}.txt`]: encodeLine(all.map((each) => JSON.stringify(each))),
          });
          await mergeLogsIntoImage(folder, index + 1);
          const read = await readFolder(folder);
          expect(inOrder(read.rows)).toEqual(inOrder(rows));
          expect(head(folder).lines).toBe([...rows.entries()].length - rows.worlds.size);
          expect(bodies(folder)).toEqual(read.bodies);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

test('a format says what older versions refuse, and every instance has a line', async () => {
  const folder = newFolder();
  const { store } = await opened(folder);
  for (const id of 'abc') await store.commit('w', change(id));
  await store.close();
  expect(head(folder)).toMatchObject({ format: 4, log: 1, lines: 3 });
  const again = await opened(folder);
  expect(await idsIn(again.store)).toEqual(ids('abc'));
  await again.store.drop('w');
  await again.store.close();
  expect(head(folder)).toMatchObject({ format: 4, lines: 0 });
  expect(bodies(folder)).toEqual([head(folder).body]);
});

test('a folder replaced by one with a part alone is left as it is', async () => {
  const folder = join(newFolder(), 'data');
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  renameSync(folder, `${folder}-away`);
  mkdirSync(folder);
  fill(folder, { 'instances-000004-0000000a-0002.json': '{}' });
  await store.close();
  expect(Object.keys(bytesOf(folder))).toEqual(['instances-000004-0000000a-0002.json']);
  expect((await foundIn(`${folder}-away`)).ids).toEqual(['a']);
});

/** An image of format 3 in three parts, two logs to take in, and one that is being written. */
const BEFORE = {
  ...snapshotInParts(1, '0000000a', [['a'], ['b'], ['c', 'd']]),
  'log-000002.txt': line('e') + line('f'),
  'log-000003.txt': line('g'),
  'log-000004.txt': line('h'),
};

test('a copy of the folder at any step of a compaction opens, loses nothing, and keeps no left-overs', async () => {
  const folder = newFolder();
  fill(folder, BEFORE);
  const copies: string[] = [];
  // Every file and every change of names is brought to the disk before the next step.
  const sync = spyOn('sync').mockImplementation(async () => {
    copies.push(copied(folder));
  });
  await mergeLogsIntoImage(folder, 3);
  sync.mockRestore();
  const logs = copies.map((copy) => head(copy).log);
  expect(new Set(logs)).toEqual(new Set([1, 3]));
  expect(bodies(copies[logs.lastIndexOf(1)] ?? '')).toContainEqual(expect.stringMatching(/\.jsonl$/));
  for (const copy of [...copies, folder]) {
    expect((await foundIn(copy)).ids).toEqual(ids('abcdefgh'));
    expect(bodies(copy)).toEqual([head(copy).body]);
    expect((await foundIn(copy)).ids).toEqual(ids('abcdefgh'));
  }
});

test('where the disk is full at any file, nothing is changed and nothing is left', async () => {
  for (let room = 0; ; room += 1) {
    const folder = newFolder();
    fill(folder, BEFORE);
    const before = bytesOf(folder);
    const sync = spyOn('sync');
    for (let n = 0; n < room; n += 1) sync.mockResolvedValueOnce();
    sync.mockRejectedValueOnce(noSpace());
    const failed = await mergeLogsIntoImage(folder, 3).then(
      () => false,
      () => true,
    );
    sync.mockRestore();
    if (failed) expect(bytesOf(folder)).toEqual(before);
    expect((await foundIn(folder)).ids).toEqual(ids('abcdefgh'));
    // Instances, the folder, whose failure does not matter, and the head.
    if (!failed && room !== 1) {
      expect(room).toBe(3);
      return;
    }
  }
});

test('what a process left that died over an image is removed at the next start', async () => {
  const folder = newFolder();
  fill(folder, {
    ...BEFORE,
    'instances-000003-0000000b.jsonl': 'of an image that was never finished',
    'instances-000003-0000000b-0002.json': { format: 3, log: 3, part: 2, worlds: {} },
    '.instances-000003-0000000b-0003.json.tmp': '{"format":3,"lo',
    '.instances-000001-00000009-0002.json.tmp': '{',
    'instances-000001-00000009-0003.json': 'of another writing of the same snapshot',
    'instances-notes.json': 'mine',
  });
  const { store } = await opened(folder);
  expect(bodies(folder).sort()).toEqual([head(folder).body, 'instances-notes.json']);
  expect(await idsIn(store)).toEqual(ids('abcdefgh'));
  await store.close();
});

test('a part that is damaged stops a compaction, which then leaves no file of its own', async () => {
  const folder = newFolder();
  fill(folder, { ...BEFORE, 'instances-000001-0000000a-0003.json': '{' });
  const before = bytesOf(folder);
  await expect(mergeLogsIntoImage(folder, 3)).rejects.toThrow(
    'instances-000001-0000000a-0003.json cannot be used',
  );
  expect(bytesOf(folder)).toEqual(before);
  expect(existsSync(join(folder, 'instances.next.json'))).toBe(false);
});
