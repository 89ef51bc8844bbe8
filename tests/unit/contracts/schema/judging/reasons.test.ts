import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../../../contracts/files/json.ts';
import { SourcePositions } from '../../../../../contracts/files/source-positions.ts';
import { DocumentValidators } from '../../../../../contracts/schema/judging/document-validators.ts';

/** Kinds of animal, each told apart by `kind`, each with members of its own; every one has an owner. */
const KINDS = Array.from({ length: 40 }, (_, index) => `kind${index}`);
const component = (kind: string, tag: JsonObject): JsonObject => ({
  type: 'object',
  required: ['kind', `own-${kind}`, 'owner'],
  properties: {
    kind: tag,
    [`own-${kind}`]: { type: 'integer' },
    owner: { $ref: '#/components/schemas/Owner' },
  },
});

function judged(tag: (kind: string) => JsonObject, choice: JsonObject, value: Json, keyword = 'oneOf') {
  const schemas = Object.fromEntries(KINDS.map((kind) => [kind, component(kind, tag(kind))]));
  const Owner = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
  const branches = KINDS.map((kind) => ({ $ref: `#/components/schemas/${kind}` }));
  const document: JsonObject = {
    components: { schemas: { ...schemas, Owner, Choice: { [keyword]: branches, ...choice } } },
  };
  const validators = new DocumentValidators({ name: 'a', document, origins: new SourcePositions() });
  const found = validators.schema('/components/schemas/Choice', 'body')(value);
  return found.map(({ pointer, keyword: broken, branchOf }) =>
    `${pointer} ${broken} ${branchOf ?? ''}`.trim(),
  );
}

const CHOICES: [name: string, tag: (kind: string) => JsonObject, choice: JsonObject][] = [
  ['a discriminator', () => ({ type: 'string' }), { discriminator: { propertyName: 'kind' } }],
  ['a constant', (kind) => ({ const: kind }), {}],
  ['an enumeration of one', (kind) => ({ type: 'string', enum: [kind] }), {}],
];

describe.each(CHOICES)('branches told apart by %s', (_, tag, choice) => {
  test.each(['oneOf', 'anyOf'])('%s: the reasons are those of the branch that was meant', (keyword) => {
    for (const kind of [KINDS[0], KINDS[7], KINDS.at(-1)]) {
      const value = { kind, [`own-${kind}`]: 'x', owner: { name: 7 } } as Json;
      expect(judged(tag, choice, value, keyword)).toEqual([
        `/own-${kind} type ${keyword}`,
        `/owner/name type ${keyword}`,
      ]);
    }
  });
});

test('a constant that is none of all gives one reason, with those there are', () => {
  expect(judged((kind) => ({ const: kind }), {}, { kind: 'other', owner: { name: 'a' } })).toEqual([
    '/kind enum oneOf',
  ]);
});

const OF_TYPES: JsonObject = {
  oneOf: [
    { type: 'null' },
    { type: 'string', minLength: 3 },
    { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
  ],
};

function inline(schema: JsonObject, value: Json): string[] {
  const document: JsonObject = { components: { schemas: { S: schema } } };
  const validators = new DocumentValidators({ name: 'a', document, origins: new SourcePositions() });
  return validators
    .schema(
      '/components/schemas/S',
      'body',
    )(value)
    .map(({ pointer, keyword }) => `${pointer} ${keyword}`);
}

test.each([
  ['the only branch of its type', OF_TYPES, { a: 1 }, ['/a type']],
  ['the only branch of its type', OF_TYPES, 'x', [' minLength']],
  ['inside another', { type: 'array', items: OF_TYPES }, ['x', null, {}], ['/0 minLength', '/2/a required']],
  [
    'beside other mistakes, each its own',
    { type: 'object', required: ['z'], properties: { x: OF_TYPES, y: OF_TYPES } },
    { x: 'x', y: {} },
    ['/z required', '/x minLength', '/y/a required'],
  ],
  [
    'if and then: what is wrong, and not that it was looked at',
    {
      type: 'object',
      properties: { a: { type: 'integer' } },
      if: { properties: { a: { const: 1 } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['b'] },
      else: { required: ['c'] },
    },
    { a: 2 },
    ['/c required'],
  ],
  ['contains', { type: 'array', contains: { type: 'integer' } }, ['a', 'b', 'c'], [' contains']],
  [
    'names',
    { type: 'object', propertyNames: { pattern: '^a', maxLength: 3 } },
    { bcdef: 1, b: 2 },
    ['/bcdef propertyNames', '/b propertyNames'],
  ],
] as [string, JsonObject, Json, string[]][])('%s', (_, schema, value, reasons) => {
  expect(inline(schema, value)).toEqual(reasons);
});

test('what is readOnly is not asked for in a request, what is writeOnly not in an answer, nor sent in one', () => {
  const document: JsonObject = {
    components: {
      schemas: {
        Id: { type: 'string', readOnly: true },
        User: {
          type: 'object',
          required: ['id', 'number', 'password', 'name'],
          properties: {
            id: { $ref: '#/components/schemas/Id' },
            number: { type: 'integer', readOnly: true },
            password: { type: 'string', writeOnly: true },
            name: { type: 'string' },
          },
        },
      },
    },
  };
  const validators = new DocumentValidators({ name: 'a', document, origins: new SourcePositions() });
  const found = (direction: 'request' | 'answer', value: Json): string[] =>
    validators
      .schema(
        '/components/schemas/User',
        'body',
        direction,
      )(value)
      .map(({ pointer, keyword }) => `${pointer} ${keyword}`);
  expect(found('request', { password: 'p', name: 'n' })).toEqual([]);
  expect(found('request', {})).toEqual(['/password required', '/name required']);
  expect(found('answer', { id: 'i', number: 1, name: 'n' })).toEqual([]);
  expect(found('answer', {})).toEqual(['/id required', '/number required', '/name required']);
  expect(found('answer', { id: 'i', number: 1, name: 'n', password: 'p' })).toEqual(['/password writeOnly']);
});

test('a member is demanded in one part of allOf, and marked in another', () => {
  const marked = { type: 'object', properties: { id: { readOnly: true }, secret: { writeOnly: true } } };
  const document: JsonObject = {
    components: {
      schemas: {
        Marked: marked,
        Whole: {
          allOf: [
            { $ref: '#/components/schemas/Marked' },
            { allOf: [{ type: 'object', required: ['id', 'secret', 'name'] }] },
          ],
        },
        Alone: { type: 'object', required: ['id', 'secret', 'name'] },
      },
    },
  };
  const validators = new DocumentValidators({ name: 'a', document, origins: new SourcePositions() });
  const found = (schema: string, direction: 'request' | 'answer'): string[] =>
    validators
      .schema(
        `/components/schemas/${schema}`,
        'body',
        direction,
      )({})
      .map(({ pointer }) => pointer);
  expect(found('Whole', 'request')).toEqual(['/secret', '/name']);
  expect(found('Whole', 'answer')).toEqual(['/id', '/name']);
  expect(found('Alone', 'answer')).toEqual(['/id', '/secret', '/name']);
});

test('a text in a parameter may fit several branches of oneOf', () => {
  const document: JsonObject = {
    components: { schemas: { Id: { oneOf: [{ type: 'integer' }, { type: 'string', maxLength: 4 }] } } },
  };
  const validators = new DocumentValidators({ name: 'a', document, origins: new SourcePositions() });
  const member = { name: 'id', required: true, pointer: '/components/schemas/Id', node: {} };
  const judge = validators.members([member], 'query');
  expect(['123', 'abc', '123456'].map((id) => judge({ id }).length)).toEqual([0, 0, 0]);
  expect(judge({ id: 'abcdef' }).length).toBeGreaterThan(0);
});
