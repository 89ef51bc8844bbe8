// contracts/types is made from the contracts: UPDATE_TYPES=1 npm test -- tests/repository/contract-types
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { compile } from 'json-schema-to-typescript';
import { type Compile, typeNamesOf, typesOf } from '../../contracts/reader/export/typescript-types.ts';
import { bundledApis, loadApis } from '../../contracts/reader/read-api.ts';
import { root } from './project-files.ts';

const FOLDER = join(root, 'contracts/types');
const apis = loadApis([bundledApis()]);

async function made(): Promise<Record<string, string>> {
  const files = await Promise.all(
    apis.map(async (api) => [`${api.name}.d.ts`, await typesOf(api, compile as unknown as Compile)]),
  );
  const named = apis.map(
    (api) => `export type { ${typeNamesOf(api).join(', ')} } from './${api.name}.d.ts';\n`,
  );
  const heading =
    '// The types of all operations. Those of an API’s own schemas are in the file of its name.\n\n';
  return { ...Object.fromEntries(files), 'operations.d.ts': heading + named.join('') };
}

test('the types are those of the contracts', async () => {
  const files = await made();
  if (process.env.UPDATE_TYPES === '1')
    for (const [name, text] of Object.entries(files)) writeFileSync(join(FOLDER, name), text);
  const found = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]);
  expect(Object.fromEntries(found)).toEqual(files);
});
