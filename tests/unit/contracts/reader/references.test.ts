// References between the files of an API folder, however the folder was named.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadApi, loadApis } from '../../../../contracts/reader/read-api.ts';
import { scratchFolder } from '../../../own-fixtures.ts';
import { ran } from '../../../served.ts';
import { thirdApi } from '../../../third-api.ts';

const ROOT = `
openapi: 3.1.0
info: { title: Shelf, version: '1' }
x-mock: { prefixes: [/shelf], refusal: { detail: '{detail}' } }
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }
  schemas:
    Id: { type: string, pattern: '^[0-9]+$' }
paths:
  /shelf/{id}: { $ref: operations/get.yaml }
`;

const operation = (parameter: string) => `
get:
  operationId: getShelf
  parameters:
    - ${parameter}
  responses:
    '200':
      description: It
      content: { application/json: { schema: { type: array, items: { $ref: '../openapi.yaml#/components/schemas/Id' } } } }
`;

function apiWith(parameter: string, root = ROOT): string {
  const folder = join(scratchFolder(), 'shelf');
  mkdirSync(join(folder, 'operations'), { recursive: true });
  writeFileSync(join(folder, 'openapi.yaml'), root);
  writeFileSync(join(folder, 'operations/get.yaml'), operation(parameter));
  return folder;
}

test.each(['absolute', 'relative'])('a part refers back into the document: %s', (how) => {
  const folder = apiWith('{ $ref: ../openapi.yaml#/components/parameters/Id }');
  const api = loadApi(how === 'absolute' ? folder : relative(process.cwd(), folder));
  expect(api.name).toBe('shelf');
  expect(api.operations[0]?.parameters).toMatchObject([{ name: 'id', in: 'path', required: true }]);
  expect(JSON.stringify(api.document)).not.toContain('openapi.yaml');
  expect(Object.keys(api.document.components ?? {})).toEqual(['parameters', 'schemas']);
});

test('the folder that one is in has its own name', async () => {
  const folder = join(scratchFolder(), 'library');
  cpSync(join(thirdApi, 'library'), folder, { recursive: true });
  const { code, stdout } = await ran(['contract', 'types', 'library', '--contracts', '.'], { cwd: folder });
  expect([code, stdout]).toEqual([0, expect.stringContaining('GetBookResponse')]);
});

test('a folder that is given in two ways is one', () => {
  const folder = join(thirdApi, 'library');
  const [one, other] = [folder, relative(process.cwd(), folder)].map((given) => loadApis([given])[0]?.folder);
  expect(one).toBe(other);
});

test.each([
  [
    'leads nowhere',
    '{ $ref: ../openapi.yaml#/components/parameters/Name }',
    /get\.yaml:5 at \/get\/parameters\/0: \$ref .* leads nowhere/,
  ],
  [
    'leads to a text',
    '{ $ref: ../openapi.yaml#/components/parameters/Id/name }',
    /get\.yaml:5 at \/get\/parameters\/0: shelf: \/components\/parameters\/Id\/name is not an object/,
  ],
  [
    'is a text',
    'Id',
    /get\.yaml:5 at \/get\/parameters: shelf: \/paths\/~1shelf~1\{id\}\/get\/parameters\/0 is not an object/,
  ],
  [
    'leads to itself',
    '{ $ref: "#/get/parameters/0" }',
    /get\.yaml:5 at \/get\/parameters\/0: .*leads back to itself/,
  ],
])('a reference that %s is refused with file and line', (_, parameter, told) => {
  expect(() => loadApi(apiWith(parameter))).toThrow(told);
});
