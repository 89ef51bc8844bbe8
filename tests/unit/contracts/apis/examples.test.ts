import { describe, expect, test } from '@jest/globals';
import { isObject, type Json, type JsonObject } from '../../../../contracts/files/json.ts';
import { follow } from '../../../../contracts/files/pointer.ts';
import { bundledApis, loadApi, loadApis } from '../../../../contracts/reader/read-api.ts';
import { examplesOf, wrongExamples } from './examples.ts';

const apis = loadApis([bundledApis(), new URL('../../../third-api', import.meta.url).pathname]);

describe.each(apis)('$name', (api) => {
  test('has only examples and defaults that fit their schemas', () => {
    expect(wrongExamples(api)).toEqual([]);
  });

  test('has none that was overlooked', () => {
    const told = new Set(examplesOf(api).map(({ pointer }) => pointer));
    expect(countIn(api.document)).toBe(told.size);
    expect(told.size).toBeGreaterThan(5);
  });
});

/** Examples and defaults, counted without knowing what they belong to. */
function countIn(value: Json, key = ''): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, child]) => {
    if (name.startsWith('x-') || name === 'value') return sum;
    // Below `properties` and `responses` these are names of members and statuses.
    const named = key === 'properties' || key === 'responses';
    if (!named && (name === 'example' || name === 'default')) return sum + 1;
    if (!named && name === 'examples') return sum + Object.keys(child as JsonObject).length;
    return sum + countIn(child, name);
  }, 0);
}

test.each(['flowx', 'apptor'])('wrong ones of %s would be found, each of them', (name) => {
  const api = loadApi(`${bundledApis()}/${name}`);
  const typed = examplesOf(api).filter(({ schema }) => {
    const { $ref, type } = follow(api.document, schema) as JsonObject;
    return $ref !== undefined || type !== undefined;
  });
  for (const { pointer } of typed) {
    const keys = pointer.split('/');
    const last = keys.pop() as string;
    const holder = follow(api.document, keys.join('/')) as JsonObject;
    const named = holder[last];
    if (isObject(named) && named.value !== undefined) named.value = [[]];
    else holder[last] = [[]];
  }
  const found = new Set(wrongExamples(api).map((text) => text.split(': ')[0]));
  expect([...found].sort()).toEqual(typed.map(({ pointer }) => pointer).sort());
  for (const kind of ['/content/', '/parameters/', '/schemas/', '/headers/'])
    expect([...found]).toContainEqual(expect.stringContaining(kind));
});
