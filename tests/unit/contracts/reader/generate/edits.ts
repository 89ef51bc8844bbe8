import {
  isObject,
  type Json,
  type JsonObject,
  type JsonSchema,
} from '../../../../../contracts/files/json.ts';
import type { Dice } from '../../../../../contracts/schema/values/walk/seeded-dice.ts';

const LEAVES: JsonSchema[] = [
  { type: 'string' },
  { type: 'string', format: 'date-time' },
  { type: 'string', format: 'uuid' },
  { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
  { type: 'string', minLength: 12, maxLength: 30 },
  { type: ['string', 'null'] },
  { type: 'integer', minimum: 0, maximum: 1_000_000 },
  { type: 'number', minimum: 0, multipleOf: 0.25 },
  { enum: ['a', 'b', 'c', 'd', 'e', 'f'] },
  { anyOf: [{ type: 'boolean' }, { type: 'string' }, { type: 'integer' }] },
  { $ref: '#/$defs/token' },
];
const WORDS = ['name', 'email', 'amount', 'createdAt', 'id', 'notes', 'city', 'count', 'thing', 'status'];

export const DEFINITIONS: Record<string, JsonSchema> = {
  '#/$defs/token': {
    type: 'object',
    properties: { state: { type: 'string' }, next: { $ref: '#/$defs/token' }, weight: { type: 'number' } },
  },
};

/** An object schema of some depth in which no two properties have the same name. */
export function randomObject(dice: Dice, depth = 3): JsonObject {
  const properties = Array.from({ length: dice.int(1, 5) }, () => [
    freshName(dice),
    randomSchema(dice, depth),
  ]);
  const required = properties.map(([name]) => name as string).filter(() => dice.int(0, 1) === 0);
  return { type: 'object', properties: Object.fromEntries(properties) as JsonObject, required };
}

function randomSchema(dice: Dice, depth: number): JsonSchema {
  const kind = depth === 0 ? 9 : dice.int(0, 9);
  if (kind < 2) return randomObject(dice, depth - 1);
  if (kind === 2) return { type: 'array', items: randomObject(dice, depth - 1), minItems: 1 };
  if (kind === 3) return { allOf: [randomObject(dice, depth - 1), randomObject(dice, depth - 1)] };
  if (kind === 4) return { oneOf: [randomObject(dice, depth - 1), { type: 'null' }] };
  return LEAVES[dice.int(0, LEAVES.length - 1)] as JsonSchema;
}

let names = 0;
function freshName(dice: Dice): string {
  names += 1;
  return `p${names}${WORDS[dice.int(0, WORDS.length - 1)]}`;
}

/**
 * Inserts, removes, replaces or reorders properties of a random object within a copy of the schema.
 * @returns the copy, and the name of the property whose value may be another one now
 */
export function edited(schema: JsonObject, dice: Dice): { schema: JsonObject; touched: string } {
  const copy = structuredClone(schema);
  const objects = [...objectsIn(copy)];
  const target = objects[dice.int(0, objects.length - 1)] as JsonObject;
  const properties = Object.entries(target.properties as JsonObject);
  const at = dice.int(0, properties.length - 1);
  const fresh = freshName(dice);
  const kind = dice.int(0, 3);
  let touched = kind === 0 ? fresh : (properties[at] as [string, Json])[0];
  if (kind === 0) properties.splice(at, 0, [fresh, randomSchema(dice, 1)]);
  else if (kind === 1) properties.splice(at, 1);
  else if (kind === 2) properties.splice(at, 1, [touched, randomSchema(dice, 1)]);
  else {
    properties.sort(() => dice.next() - 0.5);
    touched = '';
  }
  target.properties = Object.fromEntries(properties);
  target.required = (target.required as string[]).filter((name) =>
    Object.hasOwn(target.properties as object, name),
  );
  return { schema: copy, touched };
}

function* objectsIn(schema: Json): Generator<JsonObject> {
  if (Array.isArray(schema)) for (const one of schema) yield* objectsIn(one);
  if (!isObject(schema)) return;
  if (schema.properties) yield schema;
  for (const child of Object.values(schema)) yield* objectsIn(child);
}

/** Every leaf of a value by its pointer, but for those below a property of the given name. */
export function leaves(value: Json, without: string, pointer = ''): [string, Json][] {
  if (typeof value !== 'object' || value === null) return [[pointer, value]];
  const own: [string, Json][] = Array.isArray(value) ? [[`${pointer}/length`, value.length]] : [];
  const children = Object.entries(value).filter(([key]) => key !== without);
  return [...own, ...children.flatMap(([key, child]) => leaves(child as Json, without, `${pointer}/${key}`))];
}
