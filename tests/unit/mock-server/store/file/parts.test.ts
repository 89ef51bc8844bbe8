// A snapshot that is too long for one file. In earnest that is from some 40,000 instances on; here, parts are short.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compact } from '../../../../../mock-server/store/file/compaction/merge-logs-into-image.ts';
import { readFolder } from '../../../../../mock-server/store/file/folder/read-folder.ts';
import type { Worlds } from '../../../../../mock-server/store/file/image/image.ts';
import { encodeLine, type LogRecord } from '../../../../../mock-server/store/file/log/log-line.ts';
import { MemoryRows } from '../../../../../mock-server/store/memory/rows.ts';
import { until } from '../../../../until.ts';
import { copied } from './copied.ts';
import { noSpace, spyOn } from './file-handle.ts';
import {
  bytesOf,
  change,
  fill,
  foundIn,
  idsIn,
  instance,
  line,
  newFolder,
  opened,
  record,
  snapshot,
  snapshotInParts,
} from './folder.ts';

/** So few characters that two of the instances here fill a part. */
const SHORT = 1000;

const parts = (folder: string): string[] => readdirSync(folder).filter((name) => /^\.?instances-/.test(name));
const head = (folder: string): { format: number; log: number; parts?: string[]; worlds: object } =>
  JSON.parse(readFileSync(join(folder, 'instances.json'), 'utf8'));
/** How many instances stand in all files of a snapshot. */
const kept = (folder: string): number =>
  ['instances.json', ...parts(folder)]
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { worlds: Worlds })
    .flatMap(({ worlds }) => Object.values(worlds))
    .reduce((sum, { instances }) => sum + instances.length, 0);
const ids = (letters: string): string[] => [...letters];

/** What a record says, in short. */
type Said = { world: string; sequence: number; ids: string[]; text: number } | { world: string; drop: true };

describe('however a snapshot is split, it says the same as in one file:', () => {
  const name = fc.constantFrom('w', 'v', '__proto__');
  const one: fc.Arbitrary<Said> = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        world: name,
        sequence: fc.nat(9),
        ids: fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 4 }),
        text: fc.nat(900),
      }),
    },
    { weight: 1, arbitrary: fc.record({ world: name, drop: fc.constant(true as const) }) },
  );
  const logs = fc.array(fc.array(one, { maxLength: 8 }), { minLength: 1, maxLength: 4 });

  /** As a log holds it. */
  function recordOf(said: Said, version: number): LogRecord {
    if ('drop' in said) return said;
    const puts = said.ids.map((id) => {
      return { instance: instance(id, version, { text: 'x'.repeat(said.text) }), expected: null };
    });
    return { world: said.world, change: { puts, record: { ...record, sequence: said.sequence } } };
  }

  test('worlds, records and instances, in their order', async () => {
    // Hundreds of files; whether they outlast a loss of power does not matter here.
    spyOn('sync').mockResolvedValue();
    await fc.assert(
      fc.asyncProperty(logs, fc.integer({ min: 1, max: 5000 }), async (said, longPart) => {
        const folder = newFolder();
        const rows = new MemoryRows();
        fill(folder, { 'instances.json': { format: 2, log: 0, worlds: {} } });
        for (const [index, records] of said.entries()) {
          const all = records.map((each) => recordOf(each, index + 1));
          for (const each of all) rows.replay(each);
          fill(folder, {
            [`log-00000${index + 1}.txt`]: encodeLine(all.map((each) => JSON.stringify(each))),
          });
          await compact(folder, index + 1, longPart);
          const read = await readFolder(folder);
          expect(JSON.stringify(read.rows.snapshot())).toBe(JSON.stringify(rows.snapshot()));
          expect(kept(folder)).toBe(rows.count);
          expect(parts(folder).sort()).toEqual([...read.parts].sort());
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

test('a short snapshot is one file as ever; a long one says a format that older versions refuse; and back', async () => {
  const folder = newFolder();
  const { store } = await opened(folder, { longPart: SHORT });
  await store.commit('w', change('a'));
  await store.close();
  expect(head(folder)).toEqual({ format: 2, log: 1, worlds: expect.anything() });
  expect(parts(folder)).toEqual([]);
  const longer = await opened(folder, { longPart: SHORT });
  for (const id of 'bcdefg') await longer.store.commit('w', change(id));
  await longer.store.close();
  const { format, parts: named } = head(folder);
  expect(format).toBe(3);
  expect(named?.length).toBeGreaterThan(1);
  expect(parts(folder).sort()).toEqual([...(named ?? [])].sort());
  const again = await opened(folder, { longPart: SHORT });
  expect(await idsIn(again.store)).toEqual(ids('abcdefg'));
  await again.store.drop('w');
  await again.store.close();
  expect(head(folder)).toEqual({ format: 2, log: expect.any(Number), worlds: {} });
  expect(parts(folder)).toEqual([]);
});

test('format 1 is migrated into parts where it is long', async () => {
  const folder = newFolder();
  const { worlds } = snapshot(0, ids('abcdef'));
  fill(folder, { 'instances.json': { format: 1, worlds } });
  const { store } = await opened(folder, { longPart: SHORT });
  expect(parts(folder).length).toBeGreaterThan(1);
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(ids('abcdef'));
});

test('a deleted folder is written anew in parts', async () => {
  const folder = join(newFolder(), 'data');
  const { store, told } = await opened(folder, { longPart: SHORT });
  for (const id of 'abcdef') await store.commit('w', change(id));
  rmSync(folder, { recursive: true });
  await until(() => told.some((text) => text.includes('written anew')));
  expect(parts(folder).length).toBeGreaterThan(1);
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(ids('abcdef'));
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

/** A snapshot in three parts, two logs to take in, and one that is being written. */
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
  await compact(folder, 3, SHORT);
  sync.mockRestore();
  const logs = copies.map((copy) => head(copy).log);
  expect(new Set(logs)).toEqual(new Set([1, 3]));
  expect(parts(copies[logs.lastIndexOf(1)] ?? '').length).toBeGreaterThan(4);
  for (const copy of [...copies, folder]) {
    expect((await foundIn(copy)).ids).toEqual(ids('abcdefgh'));
    const { parts: named = [] } = head(copy);
    expect(parts(copy).sort()).toEqual([...named].sort());
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
    const failed = await compact(folder, 3, SHORT).then(
      () => false,
      () => true,
    );
    sync.mockRestore();
    if (failed) expect(bytesOf(folder)).toEqual(before);
    expect((await foundIn(folder)).ids).toEqual(ids('abcdefgh'));
    // Three more parts, and then the folder, whose failure does not matter.
    if (!failed) {
      expect(room).toBeGreaterThan(2);
      return;
    }
  }
});

test('what a process left that died over the parts is removed at the next start', async () => {
  const folder = newFolder();
  fill(folder, {
    ...BEFORE,
    'instances-000003-0000000b-0002.json': { format: 3, log: 3, part: 2, worlds: {} },
    '.instances-000003-0000000b-0003.json.tmp': '{"format":3,"lo',
    '.instances-000001-00000009-0002.json.tmp': '{',
    'instances-000001-00000009-0003.json': 'of another writing of the same snapshot',
    'instances-notes.json': 'mine',
  });
  const { store } = await opened(folder);
  const kept = [
    'instances-000001-0000000a-0002.json',
    'instances-000001-0000000a-0003.json',
    'instances-notes.json',
  ];
  expect(parts(folder).sort()).toEqual(kept);
  expect(await idsIn(store)).toEqual(ids('abcdefgh'));
  await store.close();
});

test('a part that is damaged stops a compaction, which then leaves no part of its own', async () => {
  const folder = newFolder();
  fill(folder, { ...BEFORE, 'instances-000001-0000000a-0003.json': '{' });
  const before = bytesOf(folder);
  await expect(compact(folder, 3, SHORT)).rejects.toThrow(
    'instances-000001-0000000a-0003.json cannot be used',
  );
  expect(bytesOf(folder)).toEqual(before);
  expect(existsSync(join(folder, 'instances.next.json'))).toBe(false);
});
