import { expect, test } from '@jest/globals';
import type { Json, JsonObject, JsonSchema } from '../../../../../contracts/files/json.ts';
import { SourcePositions } from '../../../../../contracts/files/source-positions.ts';
import { newAjv } from '../../../../../contracts/schema/judging/json-schema-compiler.ts';
import { violationOf } from '../../../../../contracts/schema/judging/violation.ts';
import { breakAlone } from '../../../../../contracts/schema/mutations/break-alone.ts';
import { obligationsOf } from '../../../../../contracts/schema/mutations/breakable-keywords.ts';

const nothing = (): JsonSchema => true;

/** What was broken of a schema, and what was not. */
function brokenOf(schema: JsonObject, good: Json) {
  const validate = newAjv().compile(schema);
  expect(validate(structuredClone(good))).toBe(true);
  const origins = new SourcePositions();
  const judge = (value: Json) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => violationOf(error, 'body', origins));
  const obligations = obligationsOf(schema, nothing);
  const found = obligations.map((one) => ({ one, broken: breakAlone(one, [good], judge) }));
  return {
    broken: found.flatMap(({ broken }) => (broken ? `${broken.pointer} ${broken.keyword}` : [])),
    unbroken: found.flatMap(({ one, broken }) => (broken ? [] : `${one.pointer} ${one.keyword}`)),
  };
}

const one = (schema: JsonObject): JsonObject => ({ type: 'object', properties: { a: schema } });

test.each<[string, JsonObject, Json]>([
  ['minLength', { type: 'string', minLength: 3 }, 'good'],
  ['maxLength', { type: 'string', maxLength: 5 }, 'good'],
  ['pattern', { type: 'string', pattern: '^[a-z]+$' }, 'good'],
  ['format', { type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z'],
  ['enum', { type: 'string', enum: ['A', 'B'] }, 'A'],
  ['const', { type: 'integer', const: 4 }, 4],
  ['minimum', { type: 'integer', minimum: 3 }, 3],
  ['maximum', { type: 'number', maximum: 3 }, 3],
  ['exclusiveMinimum', { type: 'number', exclusiveMinimum: 0 }, 1],
  ['exclusiveMaximum', { type: 'integer', exclusiveMaximum: 9 }, 1],
  ['multipleOf', { type: 'number', multipleOf: 0.5 }, 1.5],
  ['minItems', { type: 'array', minItems: 2, items: { type: 'string' } }, ['x', 'y']],
  ['maxItems', { type: 'array', maxItems: 2, uniqueItems: true, items: { type: 'string' } }, ['x']],
  ['uniqueItems', { type: 'array', uniqueItems: true, items: { type: 'integer' } }, [1]],
  ['minProperties', { type: 'object', minProperties: 1 }, { x: 1 }],
  ['maxProperties', { type: 'object', maxProperties: 1 }, { x: 1 }],
  ['propertyNames', { type: 'object', propertyNames: { pattern: '^[a-z]$' } }, { x: 1 }],
  ['dependentRequired', { type: 'object', dependentRequired: { x: ['y'] } }, { x: 1, y: 2 }],
  ['anyOf', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, 'text'],
  ['oneOf', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, 3],
  ['not', { not: { type: 'string' } }, 3],
])('%s is broken, and nothing else', (keyword, schema, good) => {
  const { broken } = brokenOf(one(schema), { a: good });
  expect(broken).toContain(keyword === 'dependentRequired' ? `/a/y ${keyword}` : `/a ${keyword}`);
});

test('types, members that are missing and members that are too many, at any depth', () => {
  const schema = {
    type: 'object',
    required: ['list', 'map'],
    additionalProperties: false,
    properties: {
      list: {
        type: 'array',
        prefixItems: [{ type: 'integer' }],
        minItems: 1,
        items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      },
      map: { type: 'object', additionalProperties: { type: 'number', minimum: 1 } },
    },
    allOf: [{ properties: { list: { maxItems: 3, type: 'array' } } }],
  };
  const { broken, unbroken } = brokenOf(schema, { list: [1, { id: 'x' }], map: {} });
  expect(broken.sort()).toEqual(
    [
      ' type',
      '/list required',
      '/map required',
      '/memberNobodyNamed additionalProperties',
      '/list/0 type',
      '/list minItems',
      '/list/1 type',
      '/list/1/id required',
      '/list/1/id type',
      '/map type',
      '/map/memberNobodyNamed type',
      '/map/memberNobodyNamed minimum',
      '/list maxItems',
    ].sort(),
  );
  // Two schemas ask for an array, so neither can be broken alone.
  expect(unbroken).toEqual(['/list type', '/list type']);
});

test('what cannot be broken alone is not claimed to be', () => {
  const { unbroken } = brokenOf(one({ type: 'string', enum: ['A'] }), { a: 'A' });
  expect(unbroken).toEqual(['/a type']);
});

test('a kind that contains itself is entered once', () => {
  const node: JsonObject = { type: 'object', properties: { child: { $ref: '#/node' } } };
  const told = obligationsOf({ $ref: '#/node' }, () => node);
  expect(told.map(({ pointer, keyword }) => `${pointer} ${keyword}`)).toEqual([' type']);
});
