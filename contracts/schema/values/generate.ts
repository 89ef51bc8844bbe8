import type { Json, JsonSchema } from '../../files/json.ts';
import { absentIn, type Direction } from '../create-ajv.ts';
import { generateNode } from './any-value.ts';
import { SchemaValidator } from './check-value.ts';
import { CannotGenerate, WalkTooLong } from './walk/cannot-generate.ts';
import { hash } from './walk/seeded-dice.ts';
import { ROOT, type Walk } from './walk/walk.ts';

export interface GenerateOptions {
  /** The same seed, the same value. 1 and '1' are the same seed. */
  seed: string | number;
  /** What the value is for: operation id and location, e.g. `startProcessByBuild/200`. */
  path: string;
  /** The schema behind a `$ref`. Pass the same function again: what was compiled for it is kept with it. */
  resolve: (ref: string) => JsonSchema;
  /** Epoch milliseconds around which dates lie; without it a fixed moment, never that of the machine. */
  now?: number;
  /** Which way the value goes: members that go the other way only are left out. */
  direction?: Direction;
  /**
   * Has the last word, e.g. the validator that the server judges its answers by; without it ajv judges by
   * `schema`.
   */
  validate?: (value: unknown) => boolean;
}

/** 2025-01-15T09:00:00Z. */
const FIXED_NOW = 1_736_931_600_000;
const ATTEMPTS = 8;
/**
 * How often a kind may contain itself, how many kinds may lie within each other, and how many subschemas may
 * be visited. Kinds that contain each other in many ways grow without measure, so what grew too large is made
 * flatter.
 */
const MEASURES = [
  { repeats: 2, kinds: Infinity, visits: 4000 },
  { repeats: 1, kinds: Infinity, visits: 4000 },
  { repeats: 1, kinds: 5, visits: 4000 },
  { repeats: 1, kinds: 3, visits: 400_000 },
];
type Measure = (typeof MEASURES)[number];

/**
 * A realistic value that fits a JSON Schema 2020-12, including formats.
 *
 * What stands at a JSON Pointer depends on seed, path, pointer and the subschema there, and on nothing else:
 * adding, removing or reordering other properties changes no value. Every declared property is there. Only
 * where keywords tie several values together (`not`, `if`, `oneOf`, `uniqueItems`, `maxProperties`, …) and
 * the first draw breaks them is the subschema that carries the keyword drawn again.
 *
 * @returns a new JSON value
 * @throws CannotGenerate naming path, seed and JSON Pointer when no value was found, as for a schema that
 *   none can fit
 */
export function generate(schema: JsonSchema, options: GenerateOptions): Json {
  for (const measure of MEASURES) {
    try {
      return generateWithin(schema, options, measure);
    } catch (error) {
      if (error instanceof CannotGenerate) throw error.for(options.path, options.seed);
      if (!(error instanceof WalkTooLong)) throw error;
    }
  }
  throw new CannotGenerate('', 'the value would be too large').for(options.path, options.seed);
}

function generateWithin(schema: JsonSchema, options: GenerateOptions, measure: Measure): Json {
  const validator = SchemaValidator.of(options.resolve, options.direction);
  const walk = walkOf(options, validator, measure);
  const validate = options.validate ?? ((value: unknown) => validator.conforms(schema, value as Json));
  for (let nudge = 0; nudge < ATTEMPTS; nudge += 1) {
    const value = walk.value(schema, { ...ROOT, nudge });
    if (validate(value)) return value;
  }
  throw CannotGenerate.from('', schema);
}

function walkOf(options: GenerateOptions, validator: SchemaValidator, measure: Measure): Walk {
  let visits = 0;
  const walk: Walk = {
    basis: hash(`${options.seed}\n${options.path}`),
    now: options.now ?? FIXED_NOW,
    repeats: measure.repeats,
    kinds: measure.kinds,
    resolve: options.resolve,
    ...(options.direction && { absent: absentIn(options.direction) }),
    conforms: (schema, value) => validator.conforms(schema, value),
    value: (schema, place) => {
      visits += 1;
      if (visits > measure.visits) throw new WalkTooLong();
      return generateNode(schema, place, walk);
    },
  };
  return walk;
}
