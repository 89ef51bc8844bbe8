// An image that is not as it was written: refused with what to do, and taken with --accept-edits where it can be read.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { bodyText, bytesOf, change, head, idsIn, newFolder, opened } from './folder.ts';

let folder: string;

beforeEach(async () => {
  folder = newFolder();
  const { store } = await opened(folder);
  for (const id of 'abc') await store.commit('w', { ...change(id), learned: [{ api: 'x', fact: { id } }] });
  await store.close();
});

const editBody = (edit: (text: string) => string): void =>
  writeFileSync(join(folder, head(folder).body), edit(bodyText(folder)));

function editHead(edit: (text: string) => string): void {
  const path = join(folder, 'instances.json');
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

const withoutLine = (n: number) => (text: string) =>
  text
    .split('\n')
    .filter((_, index) => index !== n)
    .join('\n');

const EDITED = /If you edited it by hand, start once with --accept-edits/;
const EDITS: [string, () => void, says: RegExp, taken: RegExp, ids: string[]][] = [
  [
    'a value of an instance',
    () => editBody((text) => text.replace('"id":"b","api":"apptor"', '"id":"B","api":"apptor"')),
    /line 5, at byte \d+, with instance B of world w, is not as it was written: its checksum does not fit/,
    /1 lines that were edited/,
    ['B', 'a', 'c'],
  ],
  [
    'an instance that was removed',
    () => editBody(withoutLine(3)),
    /it has 5 lines, and was written with 6/,
    /1 lines fewer/,
    ['b', 'c'],
  ],
  [
    'one that was added, without a checksum',
    () =>
      editBody(
        (text) => `${text}{"world":"w","instance":${JSON.stringify(change('d').puts[0]?.instance)}}\n`,
      ),
    /line 7, at byte \d+, with instance d of world w, is not as it was written/,
    /1 lines that were edited, 1 lines more/,
    ['a', 'b', 'c', 'd'],
  ],
  [
    'lines in another order',
    () => editBody((text) => `${text.trim().split('\n').reverse().join('\n')}\n`),
    /it is not as it was written: its checksum does not fit/,
    /lines in another order/,
    ['a', 'b', 'c'],
  ],
  [
    'a seed',
    () => editHead((text) => text.replace('"seed": "s"', '"seed": "t"')),
    /instances\.json cannot be used: it is not as it was written: its checksum does not fit/,
    /instances\.json/,
    ['a', 'b', 'c'],
  ],
  [
    'line ends of another system',
    () => editBody((text) => text.replaceAll('\n', '\r\n')),
    /line 1, at byte 0, with a learned fact of world w, is not as it was written/,
    /6 lines that were edited/,
    ['a', 'b', 'c'],
  ],
];

describe('refused, told how to take it, and taken then:', () => {
  test.each(EDITS)('%s', async (_, edit, says, taken, ids) => {
    edit();
    const before = bytesOf(folder);
    await expect(opened(folder)).rejects.toThrow(says);
    await expect(opened(folder)).rejects.toThrow(EDITED);
    expect(bytesOf(folder)).toEqual(before);
    const { store, told } = await opened(folder, { acceptEdits: true });
    expect(told).toEqual([expect.stringMatching(taken)]);
    expect(await idsIn(store)).toEqual(ids);
    await store.close();
    const again = await opened(folder);
    expect([again.told, await idsIn(again.store)]).toEqual([[], ids]);
    await again.store.close();
  });
});

test('a line that is no JSON: removing it rescues all others', async () => {
  editBody((text) => text.replace('"id":"b","api"', '"id":"b,"api"'));
  await expect(opened(folder, { acceptEdits: true })).rejects.toThrow(
    /line 5, at byte \d+, is damaged: it is not JSON[\s\S]*To rescue all other lines, remove line 5, and start once with --accept-edits/,
  );
  editBody(withoutLine(4));
  const { store } = await opened(folder, { acceptEdits: true });
  expect(await idsIn(store)).toEqual(['a', 'c']);
  await store.close();
});

test('an instance that stands there twice is not taken', async () => {
  editBody((text) => text.replace('"id":"b","api":"apptor"', '"id":"a","api":"apptor"'));
  await expect(opened(folder, { acceptEdits: true })).rejects.toThrow(
    /lines 4 and 5 have the same instance, a of world w/,
  );
});

test('where instances.json is gone, or no JSON, instances can be had without it', async () => {
  editHead((text) => text.slice(0, 40));
  await expect(opened(folder, { acceptEdits: true })).rejects.toThrow(
    /it is not JSON[\s\S]*move it away and start once with --accept-edits/,
  );
  rmSync(join(folder, 'instances.json'));
  await expect(opened(folder)).rejects.toThrow(
    /it is missing, and instances-\d+-[0-9a-f]+\.jsonl belongs to it/,
  );
  const { store, told } = await opened(folder, { acceptEdits: true });
  expect(told).toEqual([expect.stringMatching(/world w, whose seed and clock begin anew/)]);
  expect(await idsIn(store)).toEqual(['a', 'b', 'c']);
  expect(await store.learned('w')).toHaveLength(3);
  await store.close();
});

test('an edited instance that a log has in a later version is told', async () => {
  const { store } = await opened(folder);
  await store.commit('w', change('b', 2, { late: true }));
  const log = readFileSync(join(folder, 'log-000002.txt'));
  const before = bytesOf(folder);
  await store.close();
  for (const [name, bytes] of Object.entries(before))
    writeFileSync(join(folder, name), Buffer.from(bytes, 'base64'));
  writeFileSync(join(folder, 'log-000002.txt'), log);
  editBody((text) => text.replace('"id":"b","api":"apptor"', '"id":"b","api":"flowx"'));
  const again = await opened(folder, { acceptEdits: true });
  expect(again.told).toEqual([
    expect.stringMatching(/not instance b of world w, of which a log has a later version/),
  ]);
  expect((await again.store.get('w', 'b'))?.data).toEqual({ late: true });
  await again.store.close();
});

test('with nothing edited, --accept-edits changes nothing', async () => {
  const before = bytesOf(folder);
  const { store, told } = await opened(folder, { acceptEdits: true });
  expect(told).toEqual([]);
  await store.close();
  expect(bytesOf(folder)).toEqual(before);
});
