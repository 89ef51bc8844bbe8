import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FolderLock } from '../../../../../../mock-server/store/file/folder/lock.ts';
import { newFolder } from '../folder.ts';

const NAMES: [what: string, name: string][] = [
  ['longer than a socket may be called', join(...Array.from({ length: 12 }, () => 'a'.repeat(60)))],
  ['with blanks', 'my own  data'],
  ['in other scripts', 'Ünïcode 数据 🗄️'],
  ['that looks like an option', '--data'],
];

test.each(NAMES)('a folder %s is locked like any other', async (_, name) => {
  const folder = join(newFolder(), name);
  mkdirSync(folder, { recursive: true });
  const lock = await FolderLock.take(folder);
  expect(await lock.inPlace()).toBe(true);
  await expect(FolderLock.take(folder)).rejects.toThrow(`process ${process.pid} on`);
  await lock.release();
  const again = await FolderLock.take(folder);
  await again.release();
});

test('of many at once exactly one gets it, whether the lock before is dead, or there is none', async () => {
  for (let round = 0; round < 20; round += 1) {
    const folder = newFolder();
    if (round % 2) await (await FolderLock.take(folder)).release();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => FolderLock.take(folder)));
    const held = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(held).toHaveLength(1);
    await held[0]?.release();
  }
});

test('what dead processes left is cleared away', async () => {
  const folder = newFolder();
  for (let n = 0; n < 5; n += 1) await (await FolderLock.take(folder)).release();
  writeFileSync(join(folder, 'lock-2.4711-abcdef00.sock'), '');
  const lock = await FolderLock.take(folder);
  expect(readdirSync(folder)).toEqual(['lock-6.sock']);
  await lock.release();
});

test('a file under the name of a lock holds nobody up', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'lock-3.sock'), '');
  const lock = await FolderLock.take(folder);
  expect(readdirSync(folder)).toEqual(['lock-4.sock']);
  await lock.release();
});

test('a holder that says nothing holds it all the same', async () => {
  const folder = newFolder();
  const server = createServer(() => {}).listen(join(folder, 'lock-1.sock'));
  await new Promise((resolve) => server.once('listening', resolve));
  await expect(FolderLock.take(folder)).rejects.toThrow('another process, uses it');
  server.close();
});
