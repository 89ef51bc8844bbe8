import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonSchema } from '../../../../../contracts/files/json.ts';
import { generate } from '../../../../../contracts/schema/values/generate.ts';
import { Dice } from '../../../../../contracts/schema/values/walk/seeded-dice.ts';
import { full } from '../../../../full.ts';
import { DEFINITIONS, edited, leaves, randomObject } from './edits.ts';

const resolve = (ref: string) => DEFINITIONS[ref] as JsonSchema;
/** Validity is another test's affair; compiling 2,000 schemas would take most of the time. */
const unjudged = () => true;
const options = (seed: number) => ({ seed, path: 'getThing/200', resolve, validate: unjudged });

const EDITS = full ? 1000 : 80;

describe('a value depends on its own place and schema only', () => {
  test(`${EDITS} edits of random schemas shift no value`, () => {
    const shifted: string[] = [];
    let compared = 0;
    for (let number = 0; number < EDITS; number += 1) {
      const dice = new Dice(number);
      const schema = randomObject(dice);
      const change = edited(schema, dice);
      const before = leaves(generate(schema, options(number)), change.touched);
      const after = new Map(leaves(generate(change.schema, options(number)), change.touched));
      for (const [pointer, value] of before) {
        compared += 1;
        if (after.get(pointer) !== value)
          shifted.push(`${number} ${pointer}: ${value} -> ${after.get(pointer)}`);
      }
      if (after.size !== before.length) shifted.push(`${number}: ${before.length} -> ${after.size} values`);
    }
    expect(shifted).toEqual([]);
    expect(compared).toBeGreaterThan(20 * EDITS);
  });

  test('seed, path and pointer each make another value', () => {
    const schema: JsonSchema = { type: 'string', format: 'uuid' };
    const both = { type: 'object', properties: { one: schema, two: schema } };
    const values = [
      generate(schema, options(1)),
      generate(schema, options(2)),
      generate(schema, { ...options(1), path: 'getThing/404' }),
      ...Object.values(generate(both, options(1)) as JsonObject),
    ];
    expect(new Set(values).size).toBe(5);
  });

  test('maxProperties takes the same properties away in any order', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const of = (order: string[]) => ({
      type: 'object',
      properties: Object.fromEntries(order.map((name) => [name, { type: 'string' }])),
      maxProperties: 3,
    });
    const one = generate(of(names), options(1)) as JsonObject;
    expect(Object.keys(one)).toHaveLength(3);
    expect(generate(of([...names].reverse()), options(1))).toEqual(one);
  });
});
