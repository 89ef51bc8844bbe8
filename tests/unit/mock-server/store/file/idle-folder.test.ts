import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { change, newFolder, opened } from './folder.ts';

/** Of every file when it was written; locks aside, which come with every look. */
function written(folder: string): Record<string, bigint> {
  const names = readdirSync(folder).filter((name) => !name.endsWith('.sock'));
  return Object.fromEntries(
    names.map((name) => [name, statSync(join(folder, name), { bigint: true }).mtimeNs]),
  );
}

test.each(['fsync', 'os', 'none'] as const)(
  'a folder that is opened and closed and not used is not written (%s)',
  async (durability) => {
    const folder = newFolder();
    const first = await opened(folder, { durability });
    await first.store.commit('w', change('a'));
    await first.store.close();
    const before = written(folder);
    for (let n = 0; n < 3; n += 1) await (await opened(folder, { durability, quiet: 1 })).store.close();
    expect(written(folder)).toEqual(before);
  },
);
