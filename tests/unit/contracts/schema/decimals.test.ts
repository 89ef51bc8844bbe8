import { describe, expect, test } from '@jest/globals';
import { newAjv } from '../../../../contracts/schema/judging/json-schema-compiler.ts';
import { SchemaValidator } from '../../../../contracts/schema/values/check-value.ts';
import { generate } from '../../../../contracts/schema/values/generate.ts';

const STEPS = ['0.01', '0.1', '0.05', '0.001', '0.25', '1e-7', '0.3'];

/** A whole multiple of a step as people write it: by its digits, never by a computer's arithmetic. */
function multiple(factor: number, step: string): number {
  const [digits = '', power] = step.startsWith('1e') ? ['1', Number(step.slice(2))] : digitsOf(step);
  return Number(`${BigInt(digits) * BigInt(factor)}e${power}`);
}

function digitsOf(step: string): [string, number] {
  const [, fraction = ''] = step.split('.');
  return [fraction.replace(/^0+/, ''), -fraction.length];
}

describe.each(STEPS)('multiples of %s', (text) => {
  const step = Number(text);
  const judges = {
    requests: newAjv().compile({ type: 'number', multipleOf: step }),
    generator: (value: number) =>
      new SchemaValidator(() => true).conforms({ type: 'number', multipleOf: step }, value),
  };

  test.each(Object.entries(judges))('%s: every one is, and nothing between two of them is', (_, judge) => {
    const wrong = Array.from({ length: 400 }, (_, index) => index * 7919 + 1).flatMap((factor) => {
      const good = multiple(factor, text);
      const bad = Number(`${multiple(2 * factor + 1, text)}`) / 2;
      return [...(judge(good) ? [] : [good]), ...(judge(bad) && !isClose(bad, step) ? [bad] : [])];
    });
    expect(wrong).toEqual([]);
  });
});

/** Half of it may be written as a multiple after all, where the step is even in its last digit. */
function isClose(value: number, step: number): boolean {
  return Math.abs(value / step - Math.round(value / step)) < 1e-3;
}

test.each([
  [19.99, 0.01, true],
  [0.07, 0.01, true],
  [1.15, 0.01, true],
  [4.35, 0.01, true],
  [9.955, 0.01, false],
  [-19.99, 0.01, true],
  [123_456_789_012.34, 0.01, true],
  [1e300, 0.01, true],
  [7.5, 2, false],
  [0, 0.01, true],
])('%d is a multiple of %d: %s', (value, multipleOf, is) => {
  expect(newAjv().compile({ type: 'number', multipleOf })(value)).toBe(is);
});

test('where two steps are asked for, what is generated is a multiple of both', () => {
  const schema = { type: 'number', multipleOf: 0.04, allOf: [{ multipleOf: 0.06 }], minimum: 1, maximum: 5 };
  const values = ['1', '2', '3', '4'].map((seed) =>
    generate(schema, { seed, path: 'p', resolve: () => true }),
  );
  const fits = newAjv({}, false).compile({ type: 'number', multipleOf: 0.12 });
  expect(values.filter((value) => !fits(value))).toEqual([]);
});
