// A mistake in a contract stops the start, and says in which file, on which line and at which pointer.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inProcess } from '../../../in-process.ts';
import { ownFixtures } from '../../../own-fixtures.ts';
import { type Edit, edited, thirdApi } from '../../../third-api.ts';
import { mistakeOf } from './mistake-of.ts';

test('nothing is said about what is right', async () => {
  expect(await mistakeOf('contracts', [])).toBeUndefined();
});

const OPENAPI = 'library/openapi.yaml';
const GET_BOOK = 'library/operations/get-book.yaml';
const BOOK = 'library/schemas/book.schema.json';

test.each<[what: string, edit: Edit, line: string, pointer: string, text: RegExp]>([
  [
    'YAML that cannot be read',
    [OPENAPI, "  version: '1'", "   version: '1'"],
    'title: Town library',
    '',
    /not readable as YAML/,
  ],
  [
    'JSON that cannot be read',
    ['library/schemas/loan.schema.json', '"title": "Loan",', '"title": "Loan'],
    '"title": "Loan',
    '',
    /not readable as YAML/,
  ],
  [
    'a $ref to a file that is not there',
    [GET_BOOK, 'book.schema.json', 'film.schema.json'],
    'film.schema.json',
    '/get/responses/200/content/application~1json/schema',
    /film\.schema\.json.*there is no such file/,
  ],
  [
    'a $ref to a name that is not there',
    [GET_BOOK, 'responses.yaml#/BadRequest', 'responses.yaml#/WorseRequest'],
    'responses.yaml#/WorseRequest',
    '/get/responses/404',
    /WorseRequest" leads nowhere/,
  ],
  [
    'no error envelope',
    [OPENAPI, '  refusal:\n', '  refusals:\n'],
    'openapi: 3.1.0',
    '',
    /x-mock\.refusal is missing[\s\S]*contracts\/README\.md/,
  ],
  [
    'no prefixes',
    [OPENAPI, 'prefixes: [/library/v1, /lib]', 'prefixes: library'],
    'prefixes: library',
    '/x-mock',
    /x-mock\.prefixes must list/,
  ],
  [
    'a path outside the prefix',
    [OPENAPI, '/library/v1/loans:', '/library/v2/loans:'],
    '$ref: operations/borrow-book.yaml',
    '/paths/~1library~1v2~1loans',
    /\/library\/v2\/loans does not begin with.*\/library\/v1/,
  ],
  [
    'an operation without id',
    [GET_BOOK, '  operationId: getBook\n', ''],
    'tags: [books]',
    '/get',
    /needs an operationId/,
  ],
  ['a document that is no object', [OPENAPI, /^[\s\S]*$/, '- a\n- list\n'], '- a', '', /is an object/],
])('%s', async (_, edit, line, pointer, text) => {
  const mistake = await mistakeOf('contracts', [edit]);
  expect(mistake?.message).toMatch(text);
  expect(mistake?.file.endsWith(edit[0])).toBe(true);
  expect(mistake?.line).toContain(line);
  expect(mistake?.pointer).toBe(pointer);
});

test.each<[what: string, edit: Edit, line: string, text: RegExp]>([
  ['a pattern that is none', [BOOK, '^[0-9]{13}$', '^[0-9{13}$'], '^[0-9{13}$', /Invalid regular expression/],
  ['a keyword nobody knows', [BOOK, '"minLength"', '"minLenght"'], '"minLenght"', /minLenght/],
  [
    'a type nobody knows',
    ['library/operations/list-books.yaml', 'type: boolean', 'type: bool'],
    'type: bool',
    /type/,
  ],
  ['a promise instead of a judgement', [BOOK, '"title": "Book"', '"$async": true'], '{', /leave it out/],
  [
    'an enumeration of nothing',
    ['library/operations/list-books.yaml', 'enum: [title, author]', 'enum: []'],
    'enum: []',
    /enum/,
  ],
])('%s', async (_, edit, line, text) => {
  const mistake = await mistakeOf('contracts', [edit]);
  expect(mistake?.message).toMatch(/not usable/);
  expect(mistake?.message).toMatch(text);
  expect(mistake?.file.endsWith(edit[0])).toBe(true);
  expect(mistake?.line).toContain(line);
});

test('a refusal without title', async () => {
  await edited(join(thirdApi, 'library'), [], async (folder) => {
    writeFileSync(join(folder, 'refusals.yaml'), '# Ours\nbook-lost:\n  status: 410\n');
    await expect(inProcess({ contracts: [folder] })).rejects.toThrow(
      /refusals\.yaml:3 at \/book-lost: a refusal needs a status/,
    );
  });
});

test('a schema for fixtures that is none', async () => {
  await edited(join(thirdApi, 'library'), [], async (folder) => {
    writeFileSync(join(folder, 'catalogue.schema.json'), '{ "$async": true, "type": "object" }');
    const fixtures = ownFixtures({ [`${basename(folder)}/catalogue.yaml`]: 'books: []\n' });
    await expect(inProcess({ contracts: [folder], fixtures })).rejects.toThrow(
      /catalogue\.schema\.json:1: not a usable JSON Schema: \/\$async/,
    );
  });
});

test('two APIs of one name', async () => {
  await expect(inProcess({ contracts: [thirdApi, thirdApi] })).rejects.toThrow(
    /two API folders are called library/,
  );
});
