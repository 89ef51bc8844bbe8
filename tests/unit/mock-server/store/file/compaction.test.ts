import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { mergeLogsIntoImage } from '../../../../../mock-server/store/file/compaction/merge-logs-into-image.ts';
import { encodeLine } from '../../../../../mock-server/store/file/log/log-line.ts';
import { copied } from './copied.ts';
import { change, fill, foundIn, head, line, newFolder, opened, snapshot } from './folder.ts';

const LOGS = { 'log-000002.txt': line('b'), 'log-000003.txt': line('c') };
const OLD = { 'instances.json': snapshot(1, ['a']) };
const NEW = { 'instances.json': snapshot(3, ['a', 'b', 'c']) };

/** What a process leaves that dies after a step of bringing the snapshot up to log 3. */
const STEPS: Record<string, Record<string, unknown>> = {
  'nothing was begun': { ...OLD, ...LOGS },
  'the new log is there': { ...OLD, ...LOGS, 'log-000004.txt': '' },
  'the new log is written already': { ...OLD, ...LOGS, 'log-000004.txt': line('d') },
  'half of the snapshot is written beside': {
    ...OLD,
    ...LOGS,
    'log-000004.txt': line('d'),
    '.instances.next.json.tmp': '{"format":2,"log":3,"wor',
  },
  'the snapshot is written beside': {
    ...OLD,
    ...LOGS,
    'log-000004.txt': line('d'),
    'instances.next.json': NEW['instances.json'],
  },
  'the snapshot is in its place': { ...NEW, ...LOGS, 'log-000004.txt': line('d') },
  'the first of the old logs is removed': {
    ...NEW,
    'log-000003.txt': LOGS['log-000003.txt'],
    'log-000004.txt': line('d'),
  },
  'all of them are': { ...NEW, 'log-000004.txt': line('d') },
  'all of them are, and the new log is torn': {
    ...NEW,
    'log-000004.txt': line('d') + line('e').slice(0, 50),
  },
};

describe('a process that dies while it compacts loses nothing when', () => {
  test.each(Object.keys(STEPS))('%s', async (step) => {
    const folder = newFolder();
    fill(folder, STEPS[step] ?? {});
    const expected = 'log-000004.txt' in (STEPS[step] ?? {}) && STEPS[step]?.['log-000004.txt'] !== '';
    const ids = expected ? ['a', 'b', 'c', 'd'] : ['a', 'b', 'c'];
    expect((await foundIn(folder)).ids).toEqual(ids);
    expect((await foundIn(folder)).ids).toEqual(ids);
  });
});

test('compacting twice, or up to a log the snapshot holds already, changes nothing', async () => {
  const folder = newFolder();
  fill(folder, { ...OLD, ...LOGS, 'log-000004.txt': '' });
  await mergeLogsIntoImage(folder, 3);
  const once = readFileSync(join(folder, 'instances.json'), 'utf8');
  await mergeLogsIntoImage(folder, 3);
  await mergeLogsIntoImage(folder, 2);
  expect(readFileSync(join(folder, 'instances.json'), 'utf8')).toBe(once);
  expect(readdirSync(folder).sort()).toEqual([head(folder).body, 'instances.json', 'log-000004.txt']);
});

test('what is damaged is not compacted away', async () => {
  const folder = newFolder();
  fill(folder, { ...OLD, 'log-000002.txt': line('b').slice(0, -4), 'log-000003.txt': line('c') });
  await expect(mergeLogsIntoImage(folder, 3)).rejects.toThrow('log-000002.txt');
  fill(folder, { 'log-000002.txt': line('b') });
  await expect(mergeLogsIntoImage(folder, 4)).rejects.toThrow('log-000004.txt cannot be used: it is missing');
  expect(readdirSync(folder).sort()).toEqual(['instances.json', 'log-000002.txt', 'log-000003.txt']);
});

/** So long that the first write has it cut. */
const longLog = (): string =>
  Array.from({ length: 70 }, (_, n) =>
    encodeLine([
      JSON.stringify({ world: 'w', change: change(`old-${n}`, 1, { text: 'x'.repeat(125_000) }) }),
    ]),
  ).join('');

test('a copy of the folder at any moment of a compaction opens, and has what was kept before it was begun', async () => {
  const folder = newFolder();
  fill(folder, { 'instances.json': snapshot(0, []), 'log-000001.txt': longLog() });
  const { store } = await opened(folder, { longLog: 8 * 1024 * 1024 });
  const kept: string[] = Array.from({ length: 70 }, (_, n) => `old-${n}`);
  const copies: { copy: string; before: string[] }[] = [];
  // Eight copies while the log is cut, and one after it.
  for (let n = 0; copies.length < 9; n += 1) {
    const ids = ['k', 'l', 'm', 'n'].map((name) => `${name}-${n}`);
    const writing = ids.map(async (id) => (await store.commit('w', change(id))) && kept.push(id));
    if (n % 2) await Promise.all(writing);
    // In one go: nothing else of this process happens meanwhile, as with a process that is killed.
    const before = [...kept];
    if (copies.length < 8 || head(folder).log > 0) copies.push({ copy: copied(folder), before });
    await Promise.all(writing);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await store.close();
  for (const { copy, before } of copies) {
    const ids = new Set((await foundIn(copy)).ids);
    expect(before.filter((id) => !ids.has(id))).toEqual([]);
  }
  expect((await foundIn(folder)).ids).toEqual([...kept].sort());
});
