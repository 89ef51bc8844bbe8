// Folders as earlier versions left them, written by those versions: `folders/format-N`. Formats 2 and 3 were killed, so
// that what is new stands in a log; format 3 is in parts.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { head, idsIn, newFolder, opened } from '../unit/mock-server/store/file/folder.ts';

interface Holds {
  ids: Record<string, string[]>;
  learned: Record<string, unknown[]>;
}

const FLOW = { processId: 'my-flow', organization: 'org_demo' };
const BY_BUILD = { appId: 'my-app', buildId: 'my-build', process: 'my process' };
const TWO_WORLDS: Holds = {
  ids: {
    default: ['c69c0338-c844-4cf8-b83f-6ee4c23107e8', 'inst_jljcq02wvaxr'],
    team: ['inst_ccizr8soygnr'],
  },
  learned: { default: [BY_BUILD, FLOW], team: [FLOW] },
};
const PARTS: Holds = {
  ids: { team: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
  learned: { team: [{ appId: 'my-app', process: 'my process' }, { appId: 'other-app' }, FLOW] },
};

const FOLDERS: [format: number, holds: Holds][] = [
  [1, TWO_WORLDS],
  [2, TWO_WORLDS],
  [3, PARTS],
];

test.each(FOLDERS)('format %i opens, loses nothing, and is of this format then', async (format, holds) => {
  const folder = newFolder();
  cpSync(join(import.meta.dirname, 'folders', `format-${format}`), folder, { recursive: true });
  expect(JSON.parse(readFileSync(join(folder, 'instances.json'), 'utf8')).format).toBe(format);
  for (const time of ['migrated', 'as it is now']) {
    const { store, told } = await opened(folder);
    expect([time, told]).toEqual([time, []]);
    expect(head(folder).format).toBe(4);
    expect(await store.worlds()).toEqual(Object.keys(holds.ids));
    for (const world of Object.keys(holds.ids)) {
      expect({ world, ids: await idsIn(store, world) }).toEqual({ world, ids: holds.ids[world] });
      expect((await store.learned(world)).map(({ fact }) => fact)).toEqual(holds.learned[world]);
      expect((await store.record(world))?.seed).toBe('kept');
    }
    await store.close();
  }
});
