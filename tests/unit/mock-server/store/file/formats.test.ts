import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { change, fill, foundIn, instance, newFolder, opened } from './folder.ts';

/** As version 0.1 of the first weeks wrote it: no log, no clocks, no timers. */
function formatOne() {
  const { timers: _, ...kept } = instance('old', 3, { a: 1 });
  const record = { seed: 'first', sequence: 7, learned: { apptor: [{ processId: 'x' }] } };
  return { format: 1, worlds: { w: { record, instances: [kept] } } };
}

const formatIn = (folder: string): number =>
  JSON.parse(readFileSync(join(folder, 'instances.json'), 'utf8')).format;

test('format 1 is migrated at the first start, and nothing of it is lost', async () => {
  const folder = newFolder();
  fill(folder, { 'instances.json': formatOne() });
  const { store, told } = await opened(folder);
  expect(formatIn(folder)).toBe(4);
  expect(await store.get('w', 'old')).toEqual(instance('old', 3, { a: 1 }));
  expect(await store.record('w')).toEqual({
    seed: 'first',
    sequence: 7,
    time: { mode: 'running', offset: 0 },
    pinned: false,
  });
  expect(await store.learned('w')).toEqual([{ api: 'apptor', fact: { processId: 'x' } }]);
  expect(told).toEqual([]);
  await store.commit('w', change('new'));
  await store.close();
  expect((await foundIn(folder)).ids).toEqual(['new', 'old']);
});

test('a new folder says its format before anything is written to its log', async () => {
  const folder = join(newFolder(), 'deep', 'er');
  const { store } = await opened(folder);
  expect(formatIn(folder)).toBe(4);
  await store.close();
});
