import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject, JsonSchema } from '../../../../../contracts/files/json.ts';
import { generate } from '../../../../../contracts/schema/values/generate.ts';
import { CannotGenerate } from '../../../../../contracts/schema/values/walk/cannot-generate.ts';

const NOW = Date.UTC(2026, 2, 1);
const resolve = (ref: string): JsonSchema => {
  throw new Error(`nothing is at ${ref}`);
};
const of = (schema: JsonSchema, seed: string | number = 1): Json =>
  generate(schema, { seed, path: 'getThing/200', resolve, now: NOW });

/** One value under a name for each of twenty seeds. */
function under(name: string, schema: JsonSchema = { type: 'string' }): Json[] {
  const whole = { type: 'object', properties: { [name]: schema } };
  return Array.from({ length: 20 }, (_, seed) => (of(whole, seed) as JsonObject)[name] as Json);
}

describe('values are believable by their name', () => {
  const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
  test.each<[string, RegExp]>([
    ['customerEmail', /^[^@\s]+@example\.com$/],
    ['customer_name', /^\p{Lu}\S+ .*\p{L}/u],
    ['firstName', /^\p{Lu}[\p{L}'-]+$/u],
    ['lastName', /^\p{Lu}[\p{L}' -]+$/u],
    ['phoneNumber', /^\+\d{8,15}$/],
    ['city', /^\p{Lu}[\p{L}' .-]+$/u],
    ['country', /^[\p{Lu}][\p{L}'(), .&-]+$/u],
    ['homeStreet', /^\d+ \p{L}/u],
    ['zipCode', /^\d{5}$/],
    ['currency', /^[A-Z]{3}$/],
    ['IBAN', /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/],
    ['callbackUrl', /^https:\/\/www\.example\.com\/[a-z-]+$/],
    ['description', /^.{10,}\s.*\s.*[!?.]$/],
    ['processInstanceId', UUID],
    ['traceUuid', UUID],
    ['createdAt', DATE_TIME],
    ['startTime', DATE_TIME],
    ['dueDate', DATE_TIME],
    ['appVersion', /^\d\.\d\.\d$/],
    ['languageCode', /^en$/],
  ])('%s', (name, shape) => {
    for (const value of under(name)) expect(value).toMatch(shape);
  });

  test('dates lie near the given moment, in the order that their names tell', () => {
    const days = (name: string) => under(name).map((text) => (Date.parse(String(text)) - NOW) / 86_400_000);
    const [created, updated, due] = [days('createdAt'), days('updatedAt'), days('dueDate')];
    expect(Math.min(...created)).toBeGreaterThan(-30);
    expect(Math.max(...created)).toBeLessThan(Math.min(...updated));
    expect(Math.max(...updated)).toBeLessThan(0);
    expect(Math.min(...due)).toBeGreaterThan(0);
    expect(Math.max(...due)).toBeLessThan(32);
  });

  test('a number keeps to its bounds, and to what is usual within them', () => {
    for (const value of under('loanAmount', { type: 'number', minimum: 80_000 })) {
      expect(value).toBeGreaterThanOrEqual(80_000);
      expect(value).toBeLessThanOrEqual(90_000);
    }
    for (const value of under('age', { type: 'integer' })) expect(value).toBeGreaterThanOrEqual(18);
  });

  test('the schema overrules the name, an example the chance', () => {
    for (const value of under('email', { type: 'string', maxLength: 4 }))
      expect(String(value).length).toBeLessThan(5);
    for (const value of under('id', { type: 'string', pattern: '^T-\\d$' })) expect(value).toMatch(/^T-\d$/);
    for (const value of under('email', { type: 'string', examples: ['x@y.org', 7] }))
      expect(value).toBe('x@y.org');
    expect(
      under('createdAt', { type: 'integer' }).every((value) => Math.abs(Number(value) - NOW) < 1e10),
    ).toBe(true);
  });

  test('the parent helps where the name says little', () => {
    const named = { type: 'object', properties: { name: { type: 'string' } } };
    const value = of({
      type: 'object',
      properties: { company: named, emails: { type: 'array', maxItems: 1 } },
    });
    expect(value).toMatchObject({
      company: { name: expect.any(String) },
      emails: [expect.stringMatching(/@/)],
    });
  });
});

describe('the same question has the same answer', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      processInstanceId: { type: 'string' },
      customer: {
        type: 'object',
        properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
      },
      amount: { type: 'number', minimum: 100 },
      startedAt: { type: 'string', format: 'date-time' },
      code: { type: 'string', pattern: '^[A-Z]{2}\\d{3}$' },
      state: { enum: ['CREATED', 'STARTED', 'FINISHED'] },
      tags: { type: 'array', items: { type: 'string' } },
    },
  };

  // Written out, so that it is the same on every Node and after every change of what it is made with.
  test('for seed 1', () => {
    expect(of(schema)).toEqual(SNAPSHOT);
    expect(of(schema, '1')).toEqual(SNAPSHOT);
  });

  test('and changing it changes no schema', () => {
    const constant: JsonSchema = { const: { a: [1] } };
    (of(constant) as { a: Json[] }).a.push(2);
    expect(of(constant)).toEqual({ a: [1] });
  });

  test('whatever was generated in between', () => {
    const first = of(schema, 5);
    for (let seed = 0; seed < 20; seed += 1) of(schema, seed);
    expect(of(schema, 5)).toEqual(first);
  });
});

describe('what has no value', () => {
  const refusal = (schema: JsonSchema): CannotGenerate => {
    try {
      of(schema);
    } catch (error) {
      return error as CannotGenerate;
    }
    throw new Error('a value was generated');
  };

  test.each<[string, JsonSchema, string]>([
    [
      'bounds that cross',
      { properties: { a: { type: 'integer', minimum: 5, maximum: 1 } }, required: ['a'] },
      '/a',
    ],
    ['a constant of another type', { type: 'array', minItems: 1, items: { type: 'string', const: 1 } }, '/0'],
    ['the schema false', false, ''],
    ['a pattern and a length', { type: 'string', pattern: '^abc$', maxLength: 2 }, ''],
    ['not anything', { not: {} }, ''],
  ])('%s: is told with its pointer', (_, schema, pointer) => {
    const error = refusal(schema);
    expect(error).toBeInstanceOf(CannotGenerate);
    expect(error.pointer).toBe(pointer);
    expect(error.message).toMatch(/^getThing\/200, seed 1: no value at /);
    expect(error.message).toContain(pointer === '' ? 'the root' : pointer);
  });

  test('an optional property without a value is left out', () => {
    expect(
      of({ type: 'object', properties: { a: { type: 'integer', minimum: 5, maximum: 1 }, b: { const: 2 } } }),
    ).toEqual({
      b: 2,
    });
  });

  test('a kind that must contain itself is refused, one that contains itself in many ways is not', () => {
    const endless: JsonSchema = { type: 'object', required: ['next'], properties: { next: { $ref: '#' } } };
    expect(() => generate(endless, { seed: 1, path: 'p', resolve: () => endless })).toThrow(
      /# contains itself/,
    );
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const links = Object.fromEntries(names.map((name) => [name, { $ref: `#/${name}` }]));
    const knot: JsonSchema = { type: 'object', properties: links };
    expect(generate(knot, { seed: 1, path: 'p', resolve: () => knot })).toBeInstanceOf(Object);
  });

  test('the caller has the last word', () => {
    const short = { seed: 1, path: 'p', resolve, validate: (value: unknown) => Number(value) % 2 === 0 };
    for (let seed = 0; seed < 5; seed += 1) {
      expect(Number(generate({ type: 'integer' }, { ...short, seed })) % 2).toBe(0);
    }
    expect(() => generate({ type: 'integer' }, { ...short, validate: () => false })).toThrow(CannotGenerate);
  });

  test('what resolve throws comes through', () => {
    expect(() => of({ $ref: '#/nowhere' })).toThrow('nothing is at #/nowhere');
  });
});

const SNAPSHOT: Json = {
  processInstanceId: '63b856e3-bea1-4839-8458-9628f76c0063',
  customer: { name: 'Omar Ebert', email: 'christine_hills94@example.com' },
  amount: 4089.08,
  startedAt: '2026-02-15T10:44:00.000Z',
  code: 'PD125',
  state: 'CREATED',
  tags: ['corral'],
};
