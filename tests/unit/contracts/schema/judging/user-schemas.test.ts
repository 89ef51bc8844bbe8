// Schemas of users' own: whatever they call themselves, each judges by itself.
import { expect, test } from '@jest/globals';
import { DataSchemas } from '../../../../../contracts/schema/judging/user-schemas.ts';

const NAMED = { $id: 'https://example.com/order', type: 'object', required: ['total'] };

test('copies of a schema with an $id, and others that have the same one', () => {
  const schemas = new DataSchemas();
  const others = [structuredClone(NAMED), { ...NAMED, required: ['sum'] }];
  const [one, copy, other] = [NAMED, ...others].map((schema) => schemas.of(schema));
  expect([one, copy, other].map((check) => check?.({ total: 1 }).length)).toEqual([0, 0, 1]);
});

test('an $id that stood inside another schema before', () => {
  const schemas = new DataSchemas();
  schemas.of({ type: 'object', properties: { order: NAMED } });
  expect(schemas.of(structuredClone(NAMED))({})).toHaveLength(1);
});

test('one that could not be compiled leaves nothing behind', () => {
  const schemas = new DataSchemas();
  expect(() => schemas.of({ ...NAMED, requierd: [] })).toThrow('requierd');
  expect(schemas.of(NAMED)({})).toHaveLength(1);
});

const LATER = { $async: true, type: 'object', required: ['total'] };

test.each([
  ['', LATER],
  ['/properties/$async', { type: 'object', properties: { $async: { ...LATER, $async: 'yes' } } }],
  ['/$defs/later', { $ref: '#/$defs/later', $defs: { later: LATER } }],
])('a promise is no judgement: %s/$async is refused', (at, schema) => {
  expect(() => new DataSchemas().of(schema)).toThrow(`${at}/$async: "$async" is a keyword of ajv`);
});

test('a member of data may have that name', () => {
  const schema = { type: 'object', properties: { $async: { const: { $async: true } } } };
  expect(new DataSchemas().of(schema)({ $async: { $async: true } })).toEqual([]);
});

test('a schema that refers to itself by its $id', () => {
  const tree = { ...NAMED, required: [], properties: { next: { $ref: 'https://example.com/order' } } };
  const check = new DataSchemas().of({ ...tree, additionalProperties: false });
  expect(check({ next: { next: {} } })).toEqual([]);
  expect(check({ next: { next: 1 } })).toHaveLength(1);
});
