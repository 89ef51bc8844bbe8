import { describe, expect, test } from '@jest/globals';
import { evaluateCondition } from '../../../../../contracts/suite/arazzo/condition.ts';
import { filled, type Scope } from '../../../../../contracts/suite/arazzo/expression.ts';

const scope: Scope = {
  inputs: { name: "O'Neil", list: [1, { a: 2 }] },
  steps: { start: { id: 'i-1' } },
  status: 200,
  request: { path: { id: 'i-1' }, query: { q: 'x' }, headers: { accept: 'json' }, body: { a: 1 } },
  headers: { etag: 'w' },
  body: { id: 'i-1', n: 7, none: null, 'a/b': true, list: [1, { a: 2 }] },
};

describe('conditions', () => {
  test.each([
    ['$statusCode == 200', true],
    ['$statusCode != 200', false],
    ['$response.body#/id == $steps.start.outputs.id', true],
    ['$response.body#/id == $request.path.id', true],
    ['$response.body#/list == $inputs.list', true],
    ['$response.body#/list == [1,{"a":2}]', true],
    ['$response.body#/none == null', true],
    ['$response.body#/a~1b == true', true],
    ['$response.body#/missing == null', false],
    ['$response.body#/missing == $steps.start.outputs.missing', true],
    ["$inputs.name == 'O''Neil'", true],
    ["$response.header.ETag == 'w'", true],
    ['$response.body#/n > 6 && $response.body#/n <= 7', true],
    ['$response.body#/n > 7 || $response.body#/n < 1', false],
    ["$response.body#/n > '6'", false],
    ["$request.query.q == 'x' && $request.header.Accept == 'json' && $request.body#/a == 1", true],
  ])('%s: %s', (condition, holds) => {
    expect(evaluateCondition(condition, scope).holds).toBe(holds);
  });

  test.each(['$statusCode', '$unknown.x == 1', '$response.cookies.x == 1', '$statusCode == two'])(
    '%s is refused',
    (condition) => {
      expect(() => evaluateCondition(condition, scope)).toThrow();
    },
  );
});

test('templates are filled in, whole values keep their type', () => {
  const template = {
    id: '$steps.start.outputs.id',
    text: 'a {$statusCode} b',
    list: '$inputs.list',
    gone: '$inputs.none',
  };
  expect(filled(template, scope)).toEqual({ id: 'i-1', text: 'a 200 b', list: [1, { a: 2 }] });
});
