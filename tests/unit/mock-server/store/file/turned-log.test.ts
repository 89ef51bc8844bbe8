// A new log is begun in the background: only in our folder, and never over a file that is there.
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { until } from '../../../../until.ts';
import { bytesOf, change, fill, foundIn, line, newFolder, opened, snapshot } from './folder.ts';

/** A store that does not look by itself whether its files are there: what happens between two looks. */
async function unobservant(folder: string) {
  const looking = jest.spyOn(globalThis, 'setInterval').mockReturnValue({ unref: () => 0 } as never);
  const one = await opened(folder);
  looking.mockRestore();
  return one;
}

test.each(['with the next log', 'without'])(
  'a folder that was put in the place of ours is not written into: %s',
  async (what) => {
    const folder = join(newFolder(), 'data');
    const { store, told } = await unobservant(folder);
    await store.commit('w', change('a'));
    renameSync(folder, `${folder}-away`);
    mkdirSync(folder);
    fill(folder, { 'instances.json': snapshot(0, []), 'log-000001.txt': line('theirs') });
    if (what === 'with the next log') fill(folder, { 'log-000002.txt': line('later') });
    const before = bytesOf(folder);
    await until(() => told.length > 0);
    expect(bytesOf(folder)).toEqual(before);
    await expect(store.commit('w', change('b'))).rejects.toThrow();
    await store.close();
    expect(bytesOf(folder)).toEqual(before);
    expect((await foundIn(`${folder}-away`)).ids).toEqual(['a']);
  },
);

test('nor is one that came with our log in it', async () => {
  const folder = join(newFolder(), 'data');
  const { store, told } = await unobservant(folder);
  await store.commit('w', change('a'));
  renameSync(folder, `${folder}-away`);
  cpSync(`${folder}-away`, folder, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const before = bytesOf(folder);
  await until(() => told.length > 0);
  expect(bytesOf(folder)).toEqual(before);
  rmSync(folder, { recursive: true });
  renameSync(`${folder}-away`, folder);
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a']);
});

test('a file that has the name of the next log is left as it is', async () => {
  const folder = newFolder();
  const { store, told } = await opened(folder);
  await store.commit('w', change('a'));
  writeFileSync(join(folder, 'log-000002.txt'), line('theirs'));
  await until(() => told.length > 0);
  expect(told.join()).toMatch(/could not be brought up to date.*log-000002\.txt/);
  expect(bytesOf(folder)).toMatchObject({ 'log-000002.txt': Buffer.from(line('theirs')).toString('base64') });
  await store.commit('w', change('b'));
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b', 'theirs']);
});

test('where the lock was gone and somebody else has begun the next log, nothing is written', async () => {
  const folder = newFolder();
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  for (const name of readdirSync(folder)) if (name.endsWith('.sock')) rmSync(join(folder, name));
  fill(folder, { 'log-000002.txt': line('theirs') });
  const before = bytesOf(folder);
  await until(() => !store.health().ok);
  await expect(store.commit('w', change('b'))).rejects.toThrow('holds other instances');
  await store.close();
  expect(bytesOf(folder)).toEqual(before);
  expect((await foundIn(folder)).ids).toEqual(['a', 'theirs']);
});

test('an empty one is not in the way', async () => {
  const folder = newFolder();
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  writeFileSync(join(folder, 'log-000002.txt'), '');
  await until(() => !readdirSync(folder).includes('log-000001.txt'));
  await store.commit('w', change('b'));
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b']);
});

test('nor is one written over when the files are written anew', async () => {
  const folder = newFolder();
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  fill(folder, { 'log-000002.txt': line('theirs') });
  rmSync(join(folder, 'instances.json'));
  await until(() => !store.health().ok);
  expect(store.health().reason).toContain('log-000002.txt');
  await expect(store.commit('w', change('b'))).rejects.toThrow('log-000002.txt');
  await store.close();
  expect(bytesOf(folder)).toMatchObject({ 'log-000002.txt': Buffer.from(line('theirs')).toString('base64') });
});
