import { expect, test } from '@jest/globals';
import { whyNoJson } from '../../../../contracts/files/why-no-json.ts';

test.each([
  ['{"a": 1}', undefined],
  ['', 'it is empty'],
  ['\ufeff{"a": 1}', 'it begins with a byte order mark, at character 1'],
  [`)]}'\n{"a": 1}`, "it begins with )]}', a guard that clients would have to take off"],
  ['<html></html>', 'it is HTML or XML'],
  ['{"a": NaN}', 'NaN is no value of JSON, at line 1, column 7'],
  ['{"a": -Infinity}', /no value of JSON|not expected at line 1/],
  ['{\n  "a": 1,\n}', 'a comma too many at line 3, column 1'],
  ['{"a": True}', 'True is no value of JSON, at line 1, column 7'],
  ['[1, 2,]', 'a comma too many at line 1, column 7'],
  ["{'a': 1}", '"\'" is not expected at line 1, column 2'],
])('%j: %s', (text, reason) => {
  if (reason instanceof RegExp) expect(whyNoJson(text)).toMatch(reason);
  else expect(whyNoJson(text)).toBe(reason);
});

test('every beginning of a body is told as cut off', () => {
  const whole = JSON.stringify({ text: 'a "b" c', list: [1, { n: null }], on: true });
  for (let length = 1; length < whole.length; length += 1)
    expect(`${length} ${whyNoJson(whole.slice(0, length))}`).toMatch(/cut off|not expected/);
});
