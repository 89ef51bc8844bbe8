import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectFiles, root } from './project-files.ts';

// In pieces, so that this file does not find itself.
const FOREIGN = [['/work', '/'].join(''), ['farm', 'studio'].join('-'), ['try', 'dockerfile'].join('-')];
const foreignWordsIn = (text: string) => FOREIGN.filter((word) => text.includes(word));

test('no file names a path or a tool of the machine it was written on', () => {
  const found = projectFiles().flatMap((path) =>
    foreignWordsIn(readFileSync(join(root, path), 'latin1')).map((word) => `${path}: ${word}`),
  );
  expect(found).toEqual([]);
});

test('one would be found', () => {
  expect(foreignWordsIn(`cd ${FOREIGN[0]}main`)).toEqual([FOREIGN[0]]);
});
