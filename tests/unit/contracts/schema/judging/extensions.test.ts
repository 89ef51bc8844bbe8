import { expect, test } from '@jest/globals';
import { newAjv } from '../../../../../contracts/schema/judging/json-schema-compiler.ts';

const thing = (more: object) => ({ type: 'object', properties: { id: { type: 'string', ...more } } });

test.each(['x-nullable', 'x-go-name', 'x-', 'x-enum-varnames'])('%s in a schema is for others', (name) => {
  const judge = newAjv().compile(thing({ [name]: ['whatever'] }));
  expect([judge({ id: 'a' }), judge({ id: 1 })]).toEqual([true, false]);
});

test.each(['nullabel', 'X-nullable', '_x-nullable'])('%s is no extension, and a slip of the pen', (name) => {
  expect(() => newAjv().compile(thing({ [name]: true }))).toThrow(`unknown keyword: "${name}"`);
});
