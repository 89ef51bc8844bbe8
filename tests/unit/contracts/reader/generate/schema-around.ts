import {
  isObject,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../../../../../contracts/files/json.ts';
import type { Dice } from '../../../../../contracts/schema/values/walk/seeded-dice.ts';

/** Schemas made around a value that fits them, so that each is known to have at least one value. */
export interface Made {
  schema: JsonSchema;
  /** What its references lead to. */
  definitions: Record<string, JsonSchema>;
}

const NAMES = ['id', 'name', 'email', 'amount', 'createdAt', 'x-1', 'a/b', 'm~n', 'items', 'type', 'ünï'];
const TEXTS = ['', 'a', 'abc', 'Hello world', 'ABC-123', 'someone@example.com', '2024-02-29', 'ж', '😀😀'];
const OTHERS: JsonSchema[] = [
  { type: 'null' },
  { type: 'boolean' },
  { type: 'string', minLength: 3 },
  { type: 'integer', minimum: 7 },
  { type: 'array', items: { type: 'boolean' } },
  { type: 'object', required: ['zzz'] },
];

export function made(dice: Dice): Made {
  const definitions: Record<string, JsonSchema> = {};
  return { schema: around(anyValue(dice, 3), dice, 3, definitions), definitions };
}

function anyValue(dice: Dice, depth: number): Json {
  const kind = dice.int(0, depth > 0 ? 7 : 4);
  if (kind === 0) return dice.int(0, 1) === 1;
  if (kind === 1) return dice.int(-20, 2000);
  if (kind === 2) return dice.int(-400, 400) / 4;
  if (kind === 3) return pick(TEXTS, dice);
  if (kind === 4) return dice.int(0, 3) === 0 ? null : pick(TEXTS, dice);
  if (kind === 5) return Array.from({ length: dice.int(0, 4) }, () => anyValue(dice, depth - 1));
  const names = NAMES.filter(() => dice.int(0, 2) === 0);
  return Object.fromEntries(names.map((name) => [name, anyValue(dice, depth - 1)]));
}

function around(value: Json, dice: Dice, depth: number, definitions: Record<string, JsonSchema>): JsonSchema {
  const again = (inner: Json = value) => around(inner, dice, depth - 1, definitions);
  const plain = { ...plainAround(value, dice, again) };
  if (depth <= 0) return plain;
  const other = pick(
    OTHERS.filter((one) => isObject(one) && !typesOf(value).includes(String(one.type))),
    dice,
  );
  const name = `d${Object.keys(definitions).length}`;
  switch (dice.int(0, 15)) {
    case 0:
      return { allOf: [plain, again()] };
    case 1:
      return { anyOf: [other, plain] };
    case 2:
      return { oneOf: [plain, other] };
    case 3:
      return { ...plain, not: other };
    case 4:
      return { ...plain, ...condition(again(), again(), other) };
    case 5:
      return { ...plain, ...condition(other, { type: 'null' }, again()) };
    case 6:
      return isObject(value) ? { ...plain, ...dependencies(value, dice, again) } : plain;
    case 7:
      definitions[name] = plain;
      return { $ref: `#/$defs/${name}`, allOf: [again()] };
    default:
      return plain;
  }
}

function plainAround(value: Json, dice: Dice, again: (inner: Json) => JsonSchema): JsonObject {
  if (dice.int(0, 14) === 0) return { enum: [value, 'else'] };
  if (dice.int(0, 14) === 0) return { const: value };
  const type = pick(typesOf(value), dice);
  const said: JsonObject = { type: dice.int(0, 5) === 0 ? [...new Set([type, 'null'])] : type };
  if (typeof value === 'string') return { ...said, ...stringAround(value, dice) };
  if (typeof value === 'number') return { ...said, ...numberAround(value, dice) };
  if (Array.isArray(value)) return { ...said, ...arrayAround(value, dice, again) };
  return isObject(value) ? { ...said, ...objectAround(value, dice, again) } : said;
}

function stringAround(value: string, dice: Dice): JsonObject {
  const { length } = [...value];
  const said: JsonObject = {};
  if (maybe(dice)) said.minLength = Math.max(0, length - dice.int(0, 3));
  if (maybe(dice)) said.maxLength = length + dice.int(0, 5);
  if (maybe(dice) && /^[a-z]+$/.test(value)) said.pattern = '^[a-z]+$';
  if (maybe(dice) && /^[A-Z]+-\d+$/.test(value)) said.pattern = '^[A-Z]{2,4}-\\d+$';
  const format = value.includes('@') ? 'email' : '';
  const date = value.startsWith('2024') ? 'date' : format;
  // A length beside a format leaves little but the one value around which it was made.
  return date === '' ? said : { format: date };
}

function numberAround(value: number, dice: Dice): JsonObject {
  const said: JsonObject = {};
  if (maybe(dice)) said.minimum = value - dice.int(0, 30);
  if (maybe(dice)) said.exclusiveMinimum = value - dice.int(1, 30);
  if (maybe(dice)) said.maximum = value + dice.int(0, 30);
  if (maybe(dice)) said.exclusiveMaximum = value + dice.int(1, 30);
  const step = pick([0.25, 0.5, 1, 2, 5], dice);
  if (maybe(dice) && Number.isInteger(value / step)) said.multipleOf = step;
  return said;
}

function arrayAround(value: Json[], dice: Dice, again: (inner: Json) => JsonSchema): JsonObject {
  const said: JsonObject = {};
  if (maybe(dice)) said.minItems = Math.max(0, value.length - dice.int(0, 2));
  if (maybe(dice)) said.maxItems = value.length + dice.int(0, 2);
  if (maybe(dice) && new Set(value.map((one) => JSON.stringify(one))).size === value.length)
    said.uniqueItems = true;
  if (maybe(dice) && value.length > 0) said.prefixItems = value.map(again);
  else if (value.length === 1) said.items = again(value[0] as Json);
  if (said.prefixItems && maybe(dice)) said.items = false;
  if (maybe(dice) && value.length > 0) said.contains = again(value.at(-1) as Json);
  return said;
}

function objectAround(value: JsonObject, dice: Dice, again: (inner: Json) => JsonSchema): JsonObject {
  const names = Object.keys(value);
  const said: JsonObject = {};
  said.properties = Object.fromEntries(names.map((name) => [name, again(value[name] as Json)]));
  if (maybe(dice)) said.required = names.filter(() => maybe(dice));
  if (maybe(dice)) said.additionalProperties = pick([false, true, { type: 'integer' }], dice);
  if (maybe(dice)) said.minProperties = Math.max(0, names.length - dice.int(0, 2));
  if (maybe(dice)) said.maxProperties = names.length + dice.int(0, 2);
  if (maybe(dice)) said.propertyNames = { minLength: 1, maxLength: 12 };
  if (maybe(dice)) said.patternProperties = { '^z': { type: 'boolean' } };
  return said;
}

export function condition(when: JsonSchema, yes: JsonSchema, no: JsonSchema): JsonObject {
  // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
  return { if: when, then: yes, else: no };
}

function dependencies(value: JsonObject, dice: Dice, again: (inner?: Json) => JsonSchema): JsonObject {
  const [first, ...others] = Object.keys(value);
  if (first === undefined) return {};
  if (maybe(dice)) return { dependentRequired: { [first]: others } };
  return { dependentSchemas: { [first]: again(), absent: { type: 'null' } } };
}

function typesOf(value: Json): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value !== 'number') return [typeof value];
  return Number.isInteger(value) ? ['integer', 'number'] : ['number'];
}

function pick<T>(from: readonly T[], dice: Dice): T {
  return from[dice.int(0, from.length - 1)] as T;
}

function maybe(dice: Dice): boolean {
  return dice.int(0, 2) === 0;
}
