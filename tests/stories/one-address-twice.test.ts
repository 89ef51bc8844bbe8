// Two operations of one address: which of them is to answer? The start says where both are, and what to do.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inProcess } from '../in-process.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { ran } from '../served.ts';
import { edited, thirdApi } from '../third-api.ts';

test('two APIs: the command ends with 2 and names both', async () => {
  const folder = scratchFolder();
  for (const name of ['archive', 'library'])
    cpSync(join(thirdApi, 'library'), join(folder, name), { recursive: true });
  const { code, stderr } = await ran(['serve', '--ephemeral', '--port', '0', '--contracts', folder], {
    cwd: folder,
  });
  expect([code, stderr.trim().split('\n')]).toEqual([
    2,
    [
      'flowx-mock: library/operations/list-books.yaml:10 at /get: listBooks of library has the address GET /library/v1/shelves/{shelf}/books',
      'archive/operations/list-books.yaml:10 at /get: listBooks of archive has it, too',
      expect.stringMatching(/^Each address is for one operation.* x-mock\.prefixes\.$/),
    ],
  ]);
});

test.each([
  [
    'two paths of one API',
    '/library/v1/books/{book}',
    /get-book\.yaml:\d+ at \/get: getBook of library has the address GET \/library\/v1\/books\/\{isbn\}\n.*openapi\.yaml:\d+ at .*: again of library has it/,
  ],
  [
    'a path that cannot be an address',
    '/library/v1/a*b',
    /openapi\.yaml:\d+ at .*: again of library: GET \/library\/v1\/a\*b cannot be an address/,
  ],
])('%s', async (_, path, told) => {
  const more = `paths:\n  ${path}: { get: { operationId: again, responses: { '200': { description: Fine } } } }\n`;
  await edited(thirdApi, [['library/openapi.yaml', 'paths:\n', more]], (folder) =>
    expect(inProcess({ contracts: [folder] })).rejects.toThrow(told),
  );
});

test('a prefix that is written twice is one', async () => {
  const edit = ['library/openapi.yaml', '[/library/v1, /lib]', '[/library/v1, /lib, /lib/]'] as const;
  await edited(thirdApi, [[...edit]], async (folder) => {
    const { simulation } = await inProcess({ contracts: [folder] });
    expect(simulation.apis.map(({ api }) => api.name)).toContain('library');
  });
});
