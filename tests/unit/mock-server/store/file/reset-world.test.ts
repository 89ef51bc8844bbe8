import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Worlds } from '../../../../../mock-server/worlds/world-registry.ts';
import { newFolder, opened } from './folder.ts';

test('a world that was made by name is reset in one record of the log: it does not die without its name', async () => {
  const folder = newFolder();
  const { store } = await opened(folder);
  const worlds = new Worlds({ store, clock: { now: () => 0 }, seed: 'seed', most: 10, kept: [] });
  const old = await worlds.get('w');
  old.ids.uuid();
  await old.pin();
  const lines = () => readFileSync(join(folder, 'log-000001.txt'), 'utf8').split('\n').slice(0, -1);
  expect(lines()).toHaveLength(1);
  const fresh = await worlds.reset('w');
  expect([fresh === old, fresh.pinned, fresh.ids.sequence]).toEqual([false, true, 0]);
  expect(lines()).toHaveLength(2);
  await store.close();
  const again = await opened(folder);
  expect(await again.store.record('w')).toMatchObject({ pinned: true, sequence: 0 });
  await again.store.close();
});
