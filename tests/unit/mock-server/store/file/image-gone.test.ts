// Somebody removes the snapshot, or a part of it, while the folder is served: what it held is in memory still.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mergeLogsIntoImage } from '../../../../../mock-server/store/file/compaction/merge-logs-into-image.ts';
import { until } from '../../../../until.ts';
import { bodies, bodyText, change, fill, foundIn, line, newFolder, opened, snapshot } from './folder.ts';

const inImage = (folder: string, id: string): boolean => bodyText(folder).includes(`"${id}"`);
const logs = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('log-'));

test.each(['noticed while it serves', 'noticed at the stop'])(
  'a snapshot that is removed is written anew: %s',
  async (when) => {
    const folder = newFolder();
    const { store, told } = await opened(folder);
    await store.commit('w', change('a'));
    await until(() => inImage(folder, 'a'));
    rmSync(join(folder, 'instances.json'));
    if (when === 'noticed while it serves') {
      await until(() => told.some((text) => text.includes('was written anew')));
      expect(inImage(folder, 'a')).toBe(true);
    }
    await store.commit('w', change('b'));
    await store.close();
    expect((await foundIn(folder)).ids).toEqual(['a', 'b']);
  },
);

test('so is one whose instances are removed, also those that were there at the start', async () => {
  const folder = newFolder();
  fill(folder, { 'instances.json': snapshot(4, ['a', 'b', 'c']) });
  const { store, told } = await opened(folder);
  for (const round of [1, 2]) {
    const [body = ''] = bodies(folder);
    rmSync(join(folder, body));
    await until(() => told.filter((text) => text.includes('was written anew')).length === round);
    // The next one is of a compaction.
    await store.commit('w', change(`d${round}`));
    await until(() =>
      logs(folder).every((name) => !readFileSync(join(folder, name), 'utf8').includes('"world"')),
    );
  }
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b', 'c', 'd1', 'd2']);
});

test('while nothing is missing, nothing is written anew', async () => {
  const folder = newFolder();
  fill(folder, { 'instances.json': snapshot(4, ['a', 'b', 'c']) });
  const { store, told } = await opened(folder, { longLog: 1 });
  for (let n = 0; n < 60; n += 1) {
    await store.commit('w', change(`n${n}`));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await store.close();
  expect(told).toEqual([]);
});

test('a compaction does not take a snapshot that is missing for an empty one', async () => {
  const folder = newFolder();
  fill(folder, { 'instances.json': snapshot(0, ['a']), 'log-000001.txt': line('b'), 'log-000002.txt': '' });
  rmSync(join(folder, 'instances.json'));
  await expect(mergeLogsIntoImage(folder, 1)).rejects.toThrow('instances.json cannot be used: it is missing');
  expect(readdirSync(folder)).toEqual(['log-000001.txt', 'log-000002.txt']);
});

test('a snapshot that cannot be written again and again degrades the health, however much is written meanwhile, and there is one new log only', async () => {
  const folder = newFolder();
  const { store, told } = await opened(folder, { quiet: 100 });
  mkdirSync(join(folder, 'instances.next.json'));
  await store.commit('w', change('a'));
  await until(() => told.length > 0);
  expect(store.health().ok).toBe(true);
  await until(async () => {
    await store.commit('w', change(`b${Math.random()}`));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return !store.health().ok;
  });
  expect(store.health().reason).toMatch(/instances\.json could not be brought up to date.*EISDIR/);
  expect(await store.commit('w', change('c'))).toBe(true);
  await until(() => logs(folder).length > 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(logs(folder)).toEqual(['log-000001.txt', 'log-000002.txt']);
  rmSync(join(folder, 'instances.next.json'), { recursive: true });
  await until(() => store.health().ok);
  await until(() => inImage(folder, 'c'));
  // The log behind goes once the image is in its place.
  await until(() => logs(folder).length === 1);
  await store.close();
  expect((await foundIn(folder)).ids).toContain('c');
});

test('what could not be brought up to date is at the stop, with what was written since', async () => {
  const folder = newFolder();
  const { store, told } = await opened(folder);
  mkdirSync(join(folder, 'instances.next.json'));
  await store.commit('w', change('a'));
  await until(() => told.length > 0);
  await store.commit('w', change('b'));
  rmSync(join(folder, 'instances.next.json'), { recursive: true });
  await store.close();
  expect([inImage(folder, 'a'), inImage(folder, 'b')]).toEqual([true, true]);
  writeFileSync(join(folder, logs(folder)[0] ?? ''), '');
  expect((await foundIn(folder)).ids).toEqual(['a', 'b']);
});
