import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type { Ajv2020, Options } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Json, JsonObject, JsonSchema } from '../../../../../contracts/files/json.ts';
import { follow } from '../../../../../contracts/files/pointer.ts';
import { generate } from '../../../../../contracts/schema/values/generate.ts';
import { CannotGenerate } from '../../../../../contracts/schema/values/walk/cannot-generate.ts';
import { Dice } from '../../../../../contracts/schema/values/walk/seeded-dice.ts';
import { full } from '../../../../full.ts';
import { HARD } from './hard-schemas.ts';
import { made } from './schema-around.ts';

// A judge of the test's own, over the whole schema as it stands.
const require = createRequire(import.meta.url);
const { Ajv2020: Ajv } = require('ajv/dist/2020.js') as { Ajv2020: new (options: Options) => Ajv2020 };
const addFormats = require('ajv-formats') as (ajv: Ajv2020) => void;

function judge(schema: JsonSchema): (value: Json) => boolean {
  const ajv = new Ajv({ strict: false, logger: false, multipleOfPrecision: 6 });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (value) => validate(value) === true;
}

const within = (schema: JsonSchema) => (ref: string) => follow(schema, ref.slice(1)) as JsonSchema;
/** Values of each hard schema, random schemas that have a value, and such as may have none. */
const [SEEDS, RANDOM, AT_ODDS] = full ? [40, 250, 150] : [15, 100, 60];

/** What `generate` is told of the whole here, so that it cannot lean on a last look at the whole value. */
const unchecked = () => true;

describe('what is generated is valid', () => {
  test.each(HARD.map((schema) => [JSON.stringify(schema), schema] as const))('%s', (_, schema) => {
    const fits = judge(schema);
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const value = generate(schema, { seed, path: 'p', resolve: within(schema), validate: unchecked });
      if (!fits(value)) throw new Error(`seed ${seed}: ${JSON.stringify(value)}`);
    }
  });

  test('for random schemas that have a value, nearly always found', () => {
    let given = 0;
    let refused = 0;
    const one = fc.property(fc.nat(), fc.nat(), (number, seed) => {
      const { schema, definitions } = made(new Dice(number));
      const whole = { ...(schema as JsonObject), $defs: definitions };
      const value = orRefusal(() =>
        generate(whole, { seed, path: 'p', resolve: within(whole), validate: unchecked }),
      );
      if (value instanceof CannotGenerate) refused += 1;
      else given += 1;
      return value instanceof CannotGenerate || judge(whole)(value);
    });
    fc.assert(one, { numRuns: RANDOM, seed: 7, endOnFailure: true });
    expect(given).toBeGreaterThan(RANDOM * 0.988);
    expect(refused).toBeLessThan(RANDOM * 0.012);
  });

  test('for random schemas at odds with themselves, or refused', () => {
    const one = fc.property(fc.nat(), fc.nat(), fc.nat(), (first, second, seed) => {
      const parts = [made(new Dice(first)), made(new Dice(second))].map(({ schema, definitions }, at) => {
        const text = JSON.stringify({ ...(schema as JsonObject), $defs: definitions });
        return JSON.parse(text.replaceAll('#/$defs/', `#/allOf/${at}/$defs/`)) as JsonSchema;
      });
      const whole = { allOf: parts };
      const value = orRefusal(() =>
        generate(whole, { seed, path: 'p', resolve: within(whole), validate: unchecked }),
      );
      return value instanceof CannotGenerate || judge(whole)(value);
    });
    fc.assert(one, { numRuns: AT_ODDS, seed: 11, endOnFailure: true });
  });
});

function orRefusal(run: () => Json): Json | CannotGenerate {
  try {
    return run();
  } catch (error) {
    if (error instanceof CannotGenerate) return error;
    throw error;
  }
}
