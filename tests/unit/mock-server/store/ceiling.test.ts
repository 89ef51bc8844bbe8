import { describe, expect, test } from '@jest/globals';
import { type Store, StoreFull } from '../../../../mock-server/store/interface/store.ts';
import { MemoryStore } from '../../../../mock-server/store/memory/memory-store.ts';
import { MemoryRows } from '../../../../mock-server/store/memory/rows.ts';
import { change, newFolder, opened } from './file/folder.ts';

const ENGINES: [string, () => Promise<Store>][] = [
  ['memory', async () => new MemoryStore(new MemoryRows(), 3)],
  ['file', async () => (await opened(newFolder(), { maxInstances: 3 })).store],
];

describe.each(ENGINES)('%s', (_, open) => {
  test('a start too many is refused; nothing goes, and changes go on', async () => {
    const store = await open();
    for (const [world, id] of [
      ['w', 'a'],
      ['w', 'b'],
      ['v', 'c'],
    ] as const)
      await store.commit(world, change(id));
    await expect(store.commit('w', change('d'))).rejects.toThrow(StoreFull);
    await expect(store.commit('x', change('e'))).rejects.toThrow(
      'there are 3 instances, and no more are kept',
    );
    expect(store.health()).toMatchObject({ ok: false, instances: { kept: 3, most: 3 } });
    expect(await store.commit('w', change('a', 2))).toBe(true);
    expect(await store.get('w', 'b')).toBeDefined();
    await store.drop('v');
    expect(store.health()).toEqual({ ok: true, instances: { kept: 2, most: 3 } });
    expect(await store.commit('w', change('d'))).toBe(true);
    await store.close();
  });
});

test('what is stored already counts from the start', async () => {
  const folder = newFolder();
  const { store } = await opened(folder);
  for (const id of ['a', 'b', 'c', 'd']) await store.commit('w', change(id));
  await store.commit('w', change('a', 2));
  await store.close();
  const again = await opened(folder, { maxInstances: 3 });
  expect(again.store.health().instances).toEqual({ kept: 4, most: 3 });
  await expect(again.store.commit('w', change('e'))).rejects.toThrow(StoreFull);
  await again.store.close();
});
