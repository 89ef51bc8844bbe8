import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { FileStore } from '../../../../../mock-server/store/file/file-store.ts';
import { StoreUnavailable } from '../../../../../mock-server/store/interface/store.ts';
import { until } from '../../../../until.ts';
import { noSpace, spyOn } from './file-handle.ts';
import { bytesOf, change, fill, foundIn, idsIn, newFolder, opened, snapshot } from './folder.ts';

/** Writes instances `from0`, `from1`, … until one is refused, and gives those that were kept. */
async function fillUp(store: FileStore, name: string): Promise<string[]> {
  const kept: string[] = [];
  for (;;) {
    // As between requests: the system gets its turn.
    await new Promise((resolve) => setImmediate(resolve));
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => `${name}${kept.length + n}`).map(async (id) => {
        await store.commit('w', change(id));
        kept.push(id);
      }),
    );
    if (results.some(({ status }) => status === 'rejected')) return kept;
  }
}

test('on a full disk writes are refused, reads go on, health says why, and it recovers by itself', async () => {
  const folder = newFolder();
  const { store, told } = await opened(folder);
  await store.commit('w', change('before'));
  const write = spyOn('write').mockRejectedValue(noSpace());
  const refused = store.commit('w', change('a'));
  await expect(refused).rejects.toThrow(StoreUnavailable);
  await expect(store.commit('w', change('before', 2))).rejects.toThrow('no space left on device');
  await expect(store.drop('w')).rejects.toThrow(StoreUnavailable);
  expect(await idsIn(store)).toEqual(['before']);
  expect((await store.get('w', 'before'))?.version).toBe(1);
  expect(store.health()).toMatchObject({ ok: false, reason: 'ENOSPC: no space left on device, write' });
  write.mockRestore();
  await until(() => store.health().ok);
  expect(await store.commit('w', change('a'))).toBe(true);
  await store.close();
  expect(told).toEqual([
    'nothing can be stored any more: ENOSPC: no space left on device, write; reading goes on',
    'instances can be stored again',
  ]);
  expect(await foundIn(folder)).toEqual({ ids: ['a', 'before'], told: [] });
});

test('a change that is refused is taken back with all that were made from it, also for who looks at once', async () => {
  const { store } = await opened(newFolder());
  await store.commit('w', change('a'));
  spyOn('write').mockRejectedValueOnce(noSpace());
  const results = await Promise.allSettled([
    store.commit('w', change('a', 2)),
    store.commit('w', change('a', 3)),
    store.commit('new', change('b')),
    store.drop('w'),
    store.commit('w', change('c')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  expect(await idsIn(store)).toEqual(['a']);
  expect((await store.get('w', 'a'))?.version).toBe(1);
  expect(await store.worlds()).toEqual(['w']);
  expect(store.health().instances.kept).toBe(1);
  await store.close();
});

test('with durability none, what was answered is not lost when the disk is full for a while', async () => {
  const folder = newFolder();
  const { store } = await opened(folder, { durability: 'none' });
  // A full disk takes neither the log nor a snapshot.
  const write = spyOn('write').mockRejectedValue(noSpace());
  const sync = spyOn('sync').mockRejectedValue(noSpace());
  const kept = await fillUp(store, 'n');
  expect(kept.length).toBeGreaterThan(0);
  expect(store.health().ok).toBe(false);
  expect(await idsIn(store)).toEqual([...kept].sort());
  write.mockRestore();
  sync.mockRestore();
  await until(() => store.health().ok);
  await store.commit('w', change('later'));
  await store.close();
  expect((await foundIn(folder)).ids).toEqual([...kept, 'later'].sort());
});

test('a folder that is deleted is written anew, with everything', async () => {
  const folder = join(newFolder(), 'data');
  const { store, told } = await opened(folder);
  await store.commit('w', change('a'));
  rmSync(folder, { recursive: true });
  await until(() => told.some((text) => text.includes('written anew')));
  expect(await store.commit('w', change('b'))).toBe(true);
  await expect(opened(folder)).rejects.toThrow(`process ${process.pid}`);
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b']);
});

test('a folder that is deleted and not missed before the end is written anew at the end', async () => {
  const folder = join(newFolder(), 'data');
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  rmSync(folder, { recursive: true });
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a']);
});

test('where a folder cannot be made again, writes are refused until it can', async () => {
  const folder = join(newFolder(), 'data');
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  await until(() => !store.health().ok);
  await expect(store.commit('w', change('b'))).rejects.toThrow(StoreUnavailable);
  expect(await idsIn(store)).toEqual(['a']);
  rmSync(folder);
  await until(() => store.health().ok);
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a']);
});

test('a folder replaced by one with other instances is left as it is', async () => {
  const folder = join(newFolder(), 'data');
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  renameSync(folder, `${folder}-away`);
  mkdirSync(folder);
  fill(folder, { 'instances.json': snapshot(0, ['theirs']) });
  const before = bytesOf(folder);
  await until(() => !store.health().ok);
  await expect(store.commit('w', change('b'))).rejects.toThrow('replaced by one that holds other instances');
  expect(await idsIn(store)).toEqual(['a']);
  await store.close();
  expect(bytesOf(folder)).toEqual(before);
  expect((await foundIn(folder)).ids).toEqual(['theirs']);
  expect((await foundIn(`${folder}-away`)).ids).toEqual(['a']);
});

test('when it was moved away and comes back, it goes on where it was', async () => {
  const folder = join(newFolder(), 'data');
  const { store } = await opened(folder);
  await store.commit('w', change('a'));
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, 'in the way');
  await until(() => !store.health().ok);
  rmSync(folder);
  renameSync(`${folder}-away`, folder);
  await until(() => store.health().ok);
  await store.commit('w', change('b'));
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b']);
});

test('when the lock alone is deleted, it is taken again', async () => {
  const folder = newFolder();
  const { store, told } = await opened(folder);
  await store.commit('w', change('a'));
  const lock = readdirSync(folder).find((name) => name.endsWith('.sock')) ?? '';
  rmSync(join(folder, lock));
  await until(() => readdirSync(folder).some((name) => name.endsWith('.sock')));
  await until(async () => {
    await store.commit('w', change(`b${Math.random()}`));
    return store.health().ok;
  });
  await expect(opened(folder)).rejects.toThrow(`process ${process.pid}`);
  await store.close();
  expect(told).toEqual([]);
  expect((await foundIn(folder)).ids).toContain('a');
});

test('when the lock was deleted and somebody else came, nothing is written over theirs', async () => {
  const folder = newFolder();
  const one = await opened(folder);
  await one.store.commit('w', change('a'));
  for (const name of readdirSync(folder)) if (name.endsWith('.sock')) rmSync(join(folder, name));
  const other = await opened(folder);
  await other.store.commit('w', change('b'));
  await until(() => !one.store.health().ok);
  await expect(one.store.commit('w', change('c'))).rejects.toThrow(StoreUnavailable);
  await other.store.commit('w', change('d'));
  await one.store.close();
  await other.store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b', 'd']);
});

test('where only the snapshot cannot be written, starts are still kept', async () => {
  const folder = newFolder();
  const { store, told } = await opened(folder);
  mkdirSync(join(folder, 'instances.next.json'));
  await store.commit('w', change('a'));
  await until(() => told.length > 0);
  expect(told.join()).toContain('could not be brought up to date, the logs beside it grow');
  expect(await store.commit('w', change('b'))).toBe(true);
  expect(store.health().ok).toBe(true);
  rmSync(join(folder, 'instances.next.json'), { recursive: true });
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['a', 'b']);
  expect(existsSync(join(folder, 'instances.next.json'))).toBe(false);
  chmodSync(folder, 0o700);
});
